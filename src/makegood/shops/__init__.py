"""The mirror: what the shops said of themselves, their products, orders and parcels.

Its nouns: Shop, Supplier, Product, Order, Line, Parcel, TrackingEvent, ImportRun.
Its verbs: set up a shop, import, look up an order. It never decides anything about what it mirrors.
"""
