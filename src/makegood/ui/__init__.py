"""What every page is made of: base layouts, components, styles, small scripts, and the template environment.

Its nouns: Component (a macro in `templates/ui/`), Layout, Part (a block of a page rendered alone).
Its verbs: render, format, translate. It refuses to know what a page is about.

Writing a page
--------------
- Templates are Jinja2: `console/templates/console/inbox.html` is named `console/inbox.html`.
- Layouts: `ui/bare.html` (html, head, scripts), `ui/desk.html` (staff frame with navigation),
  `ui/plain.html` (one narrow card: set-up, sign-in, error pages), `ui/customer.html` (the customer's page in the
  shop's colours; wants `shop`). Fill the blocks `title` and `content`.
- A view answers with `makegood.ui.pages.render(request, "console/case.html", context)`; with `block="closure"` it
  renders that block alone (an HTMX piece). Names a block needs come from the view or from globals.
- Every page may use: `request`, `staff` (who is signed in, or None), `csrf_input` (inside every form), `flashes`,
  `is_htmx`, `theme`; `static(path)`, `url(name, …)`, `_()`, `{% trans %}`; the formats `day`, `date`, `time`,
  `moment`, `ago`, `left`, `number`, `money`, `size` (reader's language and zone, see `formats`);
  `word(group, code)` (a code in words, see `words`) and `say(phrase)` (a `kernel.text.Phrase` in words).
- Components are macros called with keywords only: `{{ ui.button(label=_("Save")) }}`,
  `{% call ui.card(title=_("Order")) %}…{% endcall %}`. `templates/ui/*.html` lists them with their arguments;
  `ui.form(form=form)` and `ui.bound(field=form["name"])` render Django forms.
- No inline script or style anywhere (`csp`): behaviour hangs on data attributes read by `static/ui/*.js`.
- Live: an element with `data-live="case:<id>"` (or `inbox`, `staff:<id>`, …) and `hx-get`, `hx-trigger="live"` is
  fetched again when the stream says that something happened there.
"""
