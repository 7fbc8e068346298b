"""Spanish: with usted, and with tú."""

GREETINGS = {
    "formal": "Hola, {{ customer.first_name }}:",
    "informal": "Hola, {{ customer.first_name }}:",
}
ANSWERS: dict[str, tuple[str, ...]] = {
    "where_is_it": (
        "Dónde está el paquete",
        "Su pedido {{ order.number }} está en camino con {{ parcel.carrier }}. El número del paquete es "
        "{{ parcel.number }}.\n\nSi no ha llegado dentro de tres días laborables, escríbanos, por favor; "
        "preguntaremos al transportista por usted.",
        "Tu pedido {{ order.number }} está en camino con {{ parcel.carrier }}. El número del paquete es "
        "{{ parcel.number }}.\n\nSi no ha llegado dentro de tres días laborables, escríbenos, por favor; "
        "preguntaremos al transportista por ti.",
    ),
    "lost": (
        "Preguntamos al transportista",
        "Siento que su paquete aún no haya llegado. Hemos pedido a {{ parcel.carrier }} que busque el paquete "
        "{{ parcel.number }} y le contaremos qué averigua. Si no aparece, podrá elegir entre un nuevo envío y la "
        "devolución de su dinero.",
        "Siento que tu paquete aún no haya llegado. Hemos pedido a {{ parcel.carrier }} que busque el paquete "
        "{{ parcel.number }} y te contaremos qué averigua. Si no aparece, podrás elegir entre un nuevo envío y la "
        "devolución de tu dinero.",
    ),
    "damaged": (
        "Llegó dañado: fotos, por favor",
        "Siento que haya llegado dañado. Por favor, envíenos dos o tres fotos: del daño, del artículo entero y de la "
        "caja con la etiqueta. Puede añadirlas aquí: {{ case.status_url }}\n\nPor favor, guarde la caja hasta que lo "
        "hayamos resuelto.",
        "Siento que haya llegado dañado. Por favor, envíanos dos o tres fotos: del daño, del artículo entero y de la "
        "caja con la etiqueta. Puedes añadirlas aquí: {{ case.status_url }}\n\nPor favor, guarda la caja hasta que lo "
        "hayamos resuelto.",
    ),
    "wrong_item": (
        "Artículo equivocado enviado",
        "Lo sentimos: eso no es lo que pidió. Díganos, por favor, qué pone en la etiqueta del artículo o envíenos una "
        "foto de ella. Le enviaremos el correcto y recogeremos el equivocado, a nuestro cargo.",
        "Lo sentimos: eso no es lo que pediste. Dinos, por favor, qué pone en la etiqueta del artículo o envíanos una "
        "foto de ella. Te enviaremos el correcto y recogeremos el equivocado, a nuestro cargo.",
    ),
    "missing_part": (
        "Falta una pieza",
        "Siento que falte algo en el pedido {{ order.number }}. Díganos, por favor, qué pieza es: ayuda una foto de "
        "lo que ha recibido o de la página del manual con la lista de piezas. Se la enviaremos a nuestro cargo.",
        "Siento que falte algo en el pedido {{ order.number }}. Dinos, por favor, qué pieza es: ayuda una foto de lo "
        "que has recibido o de la página del manual con la lista de piezas. Te la enviaremos a nuestro cargo.",
    ),
    "return": (
        "Cómo devolverlo",
        "Por supuesto que puede devolverlo. Díganos, por favor, qué artículos del pedido {{ order.number }} quiere "
        "devolver y le escribiremos cómo y adónde enviarlos.",
        "Por supuesto que puedes devolverlo. Dinos, por favor, qué artículos del pedido {{ order.number }} quieres "
        "devolver y te escribiremos cómo y adónde enviarlos.",
    ),
    "cancel": (
        "Anular un pedido",
        "Preguntamos ahora mismo al almacén si el pedido {{ order.number }} todavía se puede parar y le escribiremos "
        "en cuanto lo sepamos. Si ya ha salido, no hace falta que acepte el paquete: le devolveremos el dinero cuando "
        "vuelva a nosotros.",
        "Preguntamos ahora mismo al almacén si el pedido {{ order.number }} todavía se puede parar y te escribiremos "
        "en cuanto lo sepamos. Si ya ha salido, no hace falta que aceptes el paquete: te devolveremos el dinero "
        "cuando vuelva a nosotros.",
    ),
    "which_order": (
        "¿De qué pedido se trata?",
        "Gracias por escribirnos. Para encontrarlo enseguida: ¿de qué pedido se trata? El número está en el correo de "
        "confirmación; también nos sirve una foto de la etiqueta de la caja. Puede enviárnosla respondiendo aquí.",
        "Gracias por escribirnos. Para encontrarlo enseguida: ¿de qué pedido se trata? El número está en el correo de "
        "confirmación; también nos sirve una foto de la etiqueta de la caja. Puedes enviárnosla respondiendo aquí.",
    ),
    "longer": (
        "Necesitamos un poco más de tiempo",
        "Gracias por su paciencia. No nos hemos olvidado de usted: nosotros también seguimos esperando una respuesta "
        "y le escribiremos en cuanto la tengamos.\n\nAsí va su caso: {{ case.status_url }}",
        "Gracias por tu paciencia. No nos hemos olvidado de ti: nosotros también seguimos esperando una respuesta y "
        "te escribiremos en cuanto la tengamos.\n\nAsí va tu caso: {{ case.status_url }}",
    ),
    "thanks": (
        "Resuelto: gracias",
        "Gracias por su paciencia y, una vez más, sentimos las molestias. Por nuestra parte, el caso "
        "{{ case.number }} está resuelto. Si todavía falta algo, responda simplemente a este mensaje: nos llega "
        "directamente.",
        "Gracias por tu paciencia y, una vez más, sentimos las molestias. Por nuestra parte, el caso "
        "{{ case.number }} está resuelto. Si todavía falta algo, responde simplemente a este mensaje: nos llega "
        "directamente.",
    ),
}
