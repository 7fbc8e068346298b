"""What the shops said: themselves, products, orders, parcels; and the files it came in."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from makegood.kernel import clock
from makegood.kernel.ids import new_id
from makegood.kernel.money import Money
from makegood.people.models import Customer
from makegood.shops.models.carriers import CarrierAccount
from makegood.shops.models.connections import Connection, Standing
from makegood.shops.rules.addresses import written_parts
from makegood.shops.rules.languages import Answering
from makegood.shops.rules.looking_after import is_worth_a_look
from makegood.shops.rules.tracking import by_shop


class Shop(models.Model):
    """One brand that sells: its languages, hours and how it signs its letters."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    timezone = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    languages = ArrayField(models.CharField(max_length=10))
    others_in = models.CharField(max_length=10, blank=True, default="", db_default="")
    """Which of `languages` a customer is answered in who writes none of them; empty: their own, as far as the desk speaks it."""
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    address = models.TextField(blank=True)
    colour = models.CharField(max_length=7, default="#1f6f5c")
    logo_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    """A PNG in the store (`kernel.marks`); empty without a logo."""
    logo_width = models.PositiveSmallIntegerField(default=0, db_default=0)
    logo_height = models.PositiveSmallIntegerField(default=0, db_default=0)
    hours = models.JSONField(default=dict)
    """Opening hours by weekday, "mon".."sun" → [["09:00", "13:00"], …] in the shop's zone; a missing day is closed."""
    closed_days = ArrayField(models.DateField(), default=list, blank=True)
    observes_holidays = models.BooleanField(default=True)
    holiday_region = models.CharField(max_length=12, blank=True, default="", db_default="")
    """The part of the country whose holidays are kept, as `shops.rules.public_holidays` codes it."""
    worked_holidays = ArrayField(
        models.CharField(max_length=160), default=list, db_default=[], blank=True
    )
    """Names of public holidays the shop works on all the same."""
    special_days = models.JSONField(default=dict, db_default={}, blank=True)
    """Days open at hours of their own, holiday or not: "2027-12-24" → [["09:00", "12:00"]]."""
    answer_within_hours = models.PositiveSmallIntegerField(default=8)
    """Working hours within which a customer is promised an answer."""
    silence_days = models.PositiveSmallIntegerField(default=7)
    """Days an open case may be without word to the customer."""
    adopted_in = ArrayField(models.CharField(max_length=2), default=list, db_default=[], blank=True)
    """Countries of which the shop knows that the EU's rules on repairs, Directive (EU) 2024/1799, are national law there."""
    sends_news = models.BooleanField(default=False, db_default=False)
    """Whether the desk itself writes how things stand, shortly before a customer would wait too long."""
    contact_minutes = models.PositiveSmallIntegerField(default=10, db_default=10)
    """Minutes a colleague spends on one message of a customer, on average: what a broken promise costs is counted by them."""
    hour_cost_minor = models.PositiveIntegerField(null=True)
    """What an hour of a colleague's work costs, in minor units of the shop's currency; null: nobody said."""
    tones = models.JSONField(default=dict, db_default={})
    """Language → how customers are addressed in it, `formal` or `informal`; a language not named here: formally."""
    rules_number = models.PositiveIntegerField(default=0, db_default=0)
    """The version of the shop's own rules that is in force (`rulebook`); 0: none was published."""
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(silence_days__gte=1, silence_days__lte=7),
                name="silence_at_most_a_week",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def hour_cost(self) -> Money | None:
        if self.hour_cost_minor is None:
            return None
        return Money(self.hour_cost_minor, self.currency)

    @property
    def main_language(self) -> str:
        return self.languages[0]

    @property
    def answering(self) -> Answering:
        return Answering(self.languages, self.others_in)

    def tone_in(self, language: str) -> str:
        """How customers are addressed in a language that makes the difference."""
        return str(self.tones.get(language, "formal"))


class Supplier(models.Model):
    """Who makes or delivers products to the shop."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="suppliers")
    name = models.CharField(max_length=160)
    email = models.EmailField(max_length=320, blank=True, default="", db_default="")
    """Where they are written to, as last used."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "name"], name="one_supplier_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something the shop sells, by its own article number, or by its id in the system it was read from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="products")
    sku = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    supplier = models.ForeignKey(
        Supplier, null=True, on_delete=models.SET_NULL, related_name="products"
    )
    warranty_months = models.PositiveSmallIntegerField(null=True)
    price_minor = models.BigIntegerField(null=True)
    connection = models.ForeignKey(
        Connection, null=True, db_index=False, on_delete=models.RESTRICT, related_name="+"
    )
    """Where it is read from; null when a file told of it."""
    external_id = models.CharField(max_length=120, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "sku"],
                name="one_product_per_number",
                condition=models.Q(connection=None),
            ),
            models.UniqueConstraint(
                fields=["connection", "external_id"],
                name="one_product_per_external_id",
                condition=models.Q(connection__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["shop", "sku"], name="product_by_number")]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """What can be bought of a product: its options, price and stock, as the shop last said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    external_id = models.CharField(max_length=120)
    sku = models.CharField(max_length=80, blank=True)
    options = models.JSONField(default=dict)
    """`{"Colour": "red"}`; empty for the only one."""
    price_minor = models.BigIntegerField(null=True)
    stock = models.IntegerField(null=True)
    """Null: not counted. Below zero: sold, and not there yet."""
    is_available = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "external_id"], name="one_variant_per_external_id"
            )
        ]


class Order(models.Model):
    """An order as the shop told it. `state` is the shop's own word; `number_key` is what numbers are matched by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="orders")
    number = models.CharField(max_length=80)
    number_key = models.CharField(max_length=80)
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.SET_NULL, related_name="orders"
    )
    state = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3)
    total_minor = models.BigIntegerField(default=0)
    placed_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    address = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    """The rows of a file that told of it, whole; what a connected shop said is its `Document`."""
    updated_at = models.DateTimeField()
    connection = models.ForeignKey(
        Connection, null=True, db_index=False, on_delete=models.RESTRICT, related_name="orders"
    )
    """Where it is read from; null when a file told of it."""
    external_id = models.CharField(max_length=120, blank=True, default="", db_default="")
    standing = models.CharField(
        max_length=12, choices=Standing.choices, default=Standing.UNKNOWN, db_default="unknown"
    )
    """What `state` means, as the connection's states are mapped."""
    billing = models.JSONField(default=dict, db_default={})
    shipping_minor = models.BigIntegerField(null=True)
    tax_minor = models.BigIntegerField(null=True)
    discount_minor = models.BigIntegerField(null=True)
    gone_at = models.DateTimeField(null=True)
    """When its shop said that there is no such order any more."""

    class Meta:
        constraints = [
            # Two connected shops may count alike, and one may give two orders one number: there the id tells them apart.
            models.UniqueConstraint(
                fields=["shop", "number_key"],
                name="one_order_per_number_of_files",
                condition=models.Q(connection=None),
            ),
            models.UniqueConstraint(
                fields=["connection", "external_id"],
                name="one_order_per_external_id",
                condition=models.Q(connection__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["number_key"], name="order_by_number", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(fields=["customer", "-placed_at"], name="order_by_customer"),
            models.Index(fields=["-placed_at", "-id"], name="order_by_age"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def written_address(self) -> list[str]:
        """Where it goes, part by part in the order they are written."""
        return written_parts(self.address)

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)


class Line(models.Model):
    """One position of an order; the same article may stand in several."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    product = models.ForeignKey(Product, null=True, on_delete=models.SET_NULL, related_name="+")
    sku = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=300)
    quantity = models.PositiveIntegerField(default=1)
    price_minor = models.BigIntegerField(null=True)
    """For one piece, as paid; None when nobody said."""
    external_id = models.CharField(max_length=120, blank=True, default="", db_default="")
    variant = models.ForeignKey(
        Variant, null=True, db_index=False, on_delete=models.SET_NULL, related_name="+"
    )
    total_minor = models.BigIntegerField(null=True)
    """For all pieces, after discounts and with tax: what is paid for it."""
    options = models.JSONField(default=dict, db_default={})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="one_line_per_position")
        ]
        indexes = [
            models.Index(fields=["product", "-id"], name="line_by_product"),
            # Of lines that are a known product's, the product is asked.
            GinIndex(
                OpClass(Upper("name"), name="gin_trgm_ops"),
                OpClass(Upper("sku"), name="gin_trgm_ops"),
                name="line_of_no_product",
                condition=models.Q(product=None),
            ),
        ]

    @property
    def key(self) -> str:
        """What names it among the lines of its order: the shop's id, or its place where a file gave none."""
        return self.external_id or str(self.position)

    @property
    def price(self) -> Money | None:
        return None if self.price_minor is None else Money(self.price_minor, self.order.currency)

    @property
    def total(self) -> Money | None:
        return None if self.total_minor is None else Money(self.total_minor, self.order.currency)

    @property
    def paid_minor(self) -> int:
        """What was paid for all of it, as far as anybody says: the shop's own sum, else the price of each; 0: nobody knows."""
        if self.total_minor is not None:
            return self.total_minor
        return (self.price_minor or 0) * self.quantity


class Parcel(models.Model):
    """A box on its way, with the order lines inside it. Where it is, its tracking events tell (`rules.tracking`)."""

    class State(models.TextChoices):
        NOT_HANDED_OVER = "not_handed_over"
        IN_TRANSIT = "in_transit"
        SORTING = "sorting"
        OUT_FOR_DELIVERY = "out_for_delivery"
        READY = "ready"
        DELIVERED = "delivered"
        DELAYED = "delayed"
        FAILED = "failed"
        RETURNING = "returning"
        LOST = "lost"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parcels")
    number = models.CharField(max_length=80)
    number_key = models.CharField(max_length=80)
    carrier = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.UNKNOWN)
    state_at = models.DateTimeField(null=True)
    """Since when it is in that state; null where nobody said."""
    moved_at = models.DateTimeField(null=True)
    """When it was last heard of; null where no carrier ever told of it."""
    account = models.ForeignKey(
        CarrierAccount, null=True, db_index=False, on_delete=models.SET_NULL, related_name="+"
    )
    """The shop's own carrier that has it; null while that is not found out, or none of them."""
    due_at = models.DateTimeField(null=True)
    """When its carrier is asked next; null: no more."""
    known_at = models.DateTimeField(null=True, default=clock.now)
    """Since when the desk knows of it: what had happened long before is history."""
    shipped_at = models.DateTimeField(null=True)
    first_expected_at = models.DateTimeField(null=True)
    """The first day that was promised, never overwritten; null while nothing but `expected_at` was ever said."""
    expected_at = models.DateTimeField(null=True)
    collect_until = models.DateTimeField(null=True)
    """How long it waits to be collected."""
    delivered_at = models.DateTimeField(null=True)
    lines = models.ManyToManyField(Line, related_name="parcels", blank=True, through="Packed")
    external_id = models.CharField(max_length=120, blank=True, default="", db_default="")
    url = models.CharField(max_length=500, blank=True, default="", db_default="")
    """Where the carrier tells of it, as the shop links it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number_key"], name="one_parcel_per_number")
        ]
        indexes = [
            # With these operators the beginning of a number is found by the index too, whatever the collation.
            models.Index(
                fields=["number_key"], name="parcel_by_number", opclasses=["varchar_pattern_ops"]
            ),
            # What is due of one carrier; and of none yet.
            models.Index(
                fields=["account", "due_at"],
                name="parcel_due",
                condition=models.Q(due_at__isnull=False),
            ),
        ]

    @property
    def is_on_its_way(self) -> bool:
        """Whether its carrier has it, or had it."""
        still_here = {Parcel.State.NOT_HANDED_OVER, Parcel.State.UNKNOWN}
        return bool(self.shipped_at or self.delivered_at) or self.state not in still_here

    @property
    def promised_at(self) -> datetime | None:
        """The day a customer counts from, however often it slid since."""
        return self.first_expected_at or self.expected_at

    def expect(self, at: datetime) -> None:
        """It is expected then; what was promised first stays beside."""
        self.first_expected_at = self.promised_at or at
        self.expected_at = at

    def comes_later_than(self, before: datetime | None) -> bool:
        """Whether it is expected later than was said before, and still awaited."""
        if before is None or self.expected_at is None or self.delivered_at is not None:
            return False
        return self.expected_at > before

    def be_as_told(self) -> bool:
        """Its state by what its shop says of sending and arrival; whether that is another."""
        is_sent, is_there = self.shipped_at is not None, self.delivered_at is not None
        state = by_shop(str(self.state), is_sent=is_sent, is_there=is_there)
        if state == self.state:
            return False
        self.state, self.state_at = state, self.delivered_at or self.shipped_at
        if state == Parcel.State.DELIVERED:
            self.due_at = None
        return True

    def begin_to_look(self, ordered_at: datetime, now: datetime) -> None:
        """Of a parcel that has just become known its carrier is asked soon, unless it is an old story."""
        is_worth_it = is_worth_a_look(str(self.state), self.shipped_at or ordered_at, now)
        self.due_at = now if self.number and is_worth_it else None


class Packed(models.Model):
    """That pieces of a line lie in a parcel."""

    id = models.BigAutoField(primary_key=True)
    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE)
    line = models.ForeignKey(Line, on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField(null=True)
    """How many of them; null when nobody said."""

    class Meta:
        db_table = "shops_parcel_lines"
        unique_together = [("parcel", "line")]


class CustomerAddress(models.Model):
    """An address a connected shop knows of a customer. It decides nothing; orders have their own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    digest = models.CharField(max_length=64)
    """SHA-256 of what it says, its case and spaces aside."""
    parts = models.JSONField()
    phone = models.CharField(max_length=20, blank=True)
    """In E.164; as it is written there in `parts`."""
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "customer", "digest"], name="one_address_as_known"
            )
        ]


class ImportRun(models.Model):
    """One file taken in: what it was, how far it is, what landed and what did not.

    `rows`, `done` and `refused` count rows of the file; `created`, `changed` and `unchanged` count the orders,
    customers or products they made up.
    """

    class Kind(models.TextChoices):
        ORDERS = "orders"
        CUSTOMERS = "customers"
        PRODUCTS = "products"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    """Our field → the file's column."""
    is_dry = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    unread_phones = models.PositiveIntegerField(default=0, db_default=0)
    """How many phones could not be read: kept as they are written, and nobody is recognised by them."""
    unread_examples = models.JSONField(default=list, db_default=[])
    """The first of them, each as its row and what is written there."""
    refused_sha256 = models.CharField(max_length=64, blank=True)
    """The file of refused rows with their reasons, in `kernel.files`."""
    error = models.TextField(blank=True)
    by_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class ImportRefusal(models.Model):
    """A row that could not be taken, kept until the run is over and its file of refused rows is written."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refusals")
    row = models.PositiveIntegerField()
    reason = models.TextField()
    cells = models.JSONField()


class ImportMapping(models.Model):
    """How a file with these column names was mapped last time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=ImportRun.Kind.choices)
    columns_key = models.CharField(max_length=64)
    """SHA-256 of the sorted column names."""
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "columns_key"], name="one_mapping_per_columns")
        ]
