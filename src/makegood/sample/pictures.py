"""Photos customers send: small still lifes, drawn. The same name and seed give the same bytes.

Drawn twice as large and made smaller, with a window's light from the left and the grain of a cheap camera.
"""

import io
import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 960, 720, 2
Point = tuple[float, float]
Colour = tuple[int, int, int]

TABLES: tuple[Colour, ...] = ((176, 139, 99), (203, 193, 178), (142, 118, 98), (188, 160, 128))
WALLS: tuple[Colour, ...] = ((231, 225, 214), (214, 221, 219), (236, 228, 210), (221, 214, 224))
GLAZES: tuple[Colour, ...] = ((92, 122, 138), (189, 96, 72), (216, 199, 165), (110, 140, 104))


def picture(name: str, seed: int) -> bytes:
    """A JPEG of one of `PICTURES`; `seed` changes colours and angles."""
    dice = random.Random(f"{name}:{seed}")  # noqa: S311  a picture, not a secret
    canvas = _room(dice)
    PICTURES[name](canvas, dice)
    return _photographed(canvas, dice)


def _room(dice: random.Random) -> Image.Image:
    wall, table = dice.choice(WALLS), dice.choice(TABLES)
    canvas = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), wall)
    draw = ImageDraw.Draw(canvas)
    edge = round(HEIGHT * SCALE * 0.44)
    for y in range(edge, HEIGHT * SCALE, 4):
        fade = (y - edge) / (HEIGHT * SCALE - edge)
        grain = dice.randint(-5, 5)
        draw.rectangle(
            (0, y, WIDTH * SCALE, y + 4), fill=_mixed(table, (60, 45, 35), fade * 0.25, grain)
        )
    draw.rectangle((0, edge, WIDTH * SCALE, edge + 8), fill=_mixed(table, (40, 30, 22), 0.5))
    return canvas


def _broken_mug(canvas: Image.Image, dice: random.Random) -> None:
    glaze, x, y = dice.choice(GLAZES), 860, 860
    _shadow(canvas, x + 30, y + 250, 360, 60)
    layer, draw = _layer(canvas)
    draw.arc((x + 110, y - 130, x + 340, y + 130), -90, 100, fill=_darker(glaze), width=44)
    body = [(x - 220, y - 240), (x + 220, y - 240), (x + 190, y + 240), (x - 190, y + 240)]
    draw.polygon(body, fill=glaze)
    draw.ellipse((x - 190, y + 190, x + 190, y + 290), fill=glaze)
    draw.ellipse((x - 220, y - 295, x + 220, y - 185), fill=_darker(glaze))
    draw.ellipse((x - 190, y - 280, x + 190, y - 200), fill=_darker(glaze, 0.6))
    bite = _jagged(
        [(x - 260, y - 330), (x + 40, y - 330), (x - 30, y - 60), (x - 130, y + 70)], dice, 16
    )
    _cut(layer, bite)
    canvas.paste(layer, (0, 0), layer)
    _crack(canvas, [(x - 110, y + 60), (x - 60, y + 130), (x - 70, y + 200)], dice)
    for px, py, size in ((420, 1130, 120), (640, 1210, 76), (560, 1060, 50), (1330, 1200, 62)):
        _shard(canvas, px, py, size, glaze, dice)


def _broken_plate(canvas: Image.Image, dice: random.Random) -> None:
    glaze = dice.choice(GLAZES)
    for offset, tilt in ((-70, -7), (80, 6)):
        layer, draw = _layer(canvas)
        cx, cy = 960, 920
        draw.ellipse((cx - 520, cy - 270, cx + 520, cy + 270), fill=(242, 238, 229))
        draw.ellipse((cx - 520, cy - 270, cx + 520, cy + 270), outline=glaze, width=26)
        draw.ellipse((cx - 330, cy - 165, cx + 330, cy + 165), outline=(220, 214, 203), width=8)
        middle = [(cx - 60, cy - 330), (cx + 70, cy - 130), (cx - 40, cy + 60), (cx + 50, cy + 330)]
        side = cx + 900 if offset < 0 else cx - 900
        _cut(layer, [*_jagged(middle, dice, 14), (side, cy + 330), (side, cy - 330)])
        turned = layer.rotate(tilt, center=(cx, cy), resample=Image.Resampling.BICUBIC)
        _drop(canvas, turned, (offset, 20))
    for px, py, size in ((930, 1230, 56), (1010, 1280, 34), (1240, 1270, 44)):
        _shard(canvas, px, py, size, (242, 238, 229), dice)


def _broken_vase(canvas: Image.Image, dice: random.Random) -> None:
    glaze, x = dice.choice(GLAZES), 960
    _shadow(canvas, x + 40, 1200, 330, 60)
    layer, draw = _layer(canvas)
    outline = [
        (x + side * _vase(y), 300 + y)
        for side, ys in ((1, range(0, 900, 10)), (-1, range(890, -1, -10)))
        for y in ys
    ]
    draw.polygon(outline, fill=glaze)
    draw.ellipse((x - _vase(0), 275, x + _vase(0), 325), fill=_darker(glaze, 0.6))
    for y in (430, 460, 800):
        draw.line(
            (x - _vase(y - 300), y, x + _vase(y - 300), y),
            fill=_mixed(glaze, (255, 255, 255), 0.35),
            width=7,
        )
    chip = _jagged([(x + 30, 250), (x + 190, 250), (x + 150, 390), (x + 90, 420)], dice, 10)
    _cut(layer, chip)
    canvas.paste(layer, (0, 0), layer)
    _crack(canvas, [(x + 95, 415), (x + 60, 520), (x + 90, 600), (x + 40, 690)], dice)
    _shard(canvas, 1360, 1190, 66, glaze, dice)


def _vase(y: float) -> float:
    """Half the vase's width at a height: neck, belly, foot."""
    return 100 + 150 * math.exp(-(((y - 560) / 230) ** 2)) + 30 * math.exp(-((y / 70) ** 2))


def _wrong_lamp(canvas: Image.Image, dice: random.Random) -> None:
    x, shade = 960, dice.choice([(176, 52, 44), (196, 70, 52), (158, 40, 60)])
    _shadow(canvas, x + 30, 1215, 300, 50)
    layer, draw = _layer(canvas)
    draw.ellipse((x - 230, 1140, x + 230, 1240), fill=(196, 170, 128))
    draw.rectangle((x - 18, 640, x + 18, 1190), fill=(176, 150, 110))
    draw.polygon([(x - 190, 260), (x + 190, 260), (x + 360, 690), (x - 360, 690)], fill=shade)
    draw.ellipse((x - 360, 650, x + 360, 730), fill=_darker(shade))
    draw.ellipse((x - 190, 240, x + 190, 282), fill=_mixed(shade, (255, 220, 180), 0.4))
    canvas.paste(layer, (0, 0), layer)
    _glow(canvas, (x, 700), 420)
    tag, pen = _layer(canvas)
    pen.polygon([(1330, 1060), (1640, 1030), (1656, 1180), (1346, 1212)], fill=(245, 240, 228))
    pen.line((1380, 1096, 1590, 1076), fill=(70, 90, 70), width=14)
    pen.rectangle((1384, 1124, 1470, 1180), fill=(122, 148, 112))
    canvas.paste(tag, (0, 0), tag)


def _dented_box(canvas: Image.Image, dice: random.Random) -> None:
    card = (190, 150, 104)
    _shadow(canvas, 1000, 1240, 560, 70)
    layer, draw = _layer(canvas)
    front = [(480, 640), (1260, 700), (1240, 1270), (500, 1180)]
    side = [(1260, 700), (1560, 560), (1530, 1080), (1240, 1270)]
    top = [(480, 640), (800, 500), (1560, 560), (1260, 700)]
    for face, colour in (
        (front, card),
        (side, _darker(card, 0.78)),
        (top, _mixed(card, (255, 255, 255), 0.2)),
    ):
        draw.polygon(face, fill=colour)
    draw.polygon([(840, 666), (930, 674), (1180, 530), (1100, 522)], fill=(214, 188, 140))
    dent = _jagged([(1120, 690), (1330, 670), (1370, 900), (1210, 960), (1100, 850)], dice, 22)
    draw.polygon(dent, fill=_darker(card, 0.58))
    draw.polygon([(x * 0.6 + 492, y * 0.6 + 322) for x, y in dent], fill=_darker(card, 0.42))
    for start, end in (
        ((1120, 690), (980, 640)),
        ((1100, 850), (930, 900)),
        ((1210, 960), (1180, 1120)),
    ):
        draw.line((*start, *end), fill=_darker(card, 0.7), width=6)
    draw.rectangle((580, 860, 800, 1010), fill=(244, 241, 233))
    for line in range(5):
        draw.line(
            (604, 886 + line * 24, 604 + dice.randint(90, 170), 886 + line * 24),
            fill=(120, 116, 110),
            width=7,
        )
    canvas.paste(layer, (0, 0), layer)


def _parts(canvas: Image.Image, dice: random.Random) -> None:
    wood = dice.choice(TABLES)
    board, pen = _layer(canvas)
    pen.rounded_rectangle((360, 520, 1560, 860), 30, fill=_mixed(wood, (255, 235, 205), 0.35))
    for y in range(545, 850, 28):
        pen.line(
            (380, y, 1540, y + dice.randint(-8, 8)), fill=_mixed(wood, (120, 90, 60), 0.25), width=3
        )
    _drop(canvas, board, (0, 0))
    bag, pen = _layer(canvas)
    pen.rounded_rectangle((420, 950, 900, 1300), 26, fill=(226, 232, 236))
    pen.text((450, 966), "B", fill=(90, 100, 110), font_size=90)
    _drop(canvas, bag, (0, 0))
    for row in range(dice.randint(3, 5)):
        _screw(canvas, 560 + row * 70, 1090 + dice.randint(-30, 40), dice.randint(-40, 40), 90)
    for row in range(3):
        _screw(canvas, 1080 + row * 120, 1120 + dice.randint(-40, 60), dice.randint(-70, 70), 60)
    key, pen = _layer(canvas)
    pen.line([(1440, 1000), (1640, 1010), (1650, 1130)], fill=(70, 74, 80), width=22, joint="curve")
    _drop(canvas, key, (0, 0))


def _label(canvas: Image.Image, dice: random.Random) -> None:
    _shadow(canvas, 970, 1200, 520, 60)
    layer, draw = _layer(canvas)
    draw.rounded_rectangle((440, 420, 1480, 1140), 40, fill=(203, 206, 204))
    draw.rounded_rectangle((480, 460, 1440, 1100), 26, outline=(120, 124, 124), width=6)
    draw.text((540, 500), "LUME & LANA", fill=(60, 62, 64), font_size=96)
    for row, text in enumerate(
        (
            "220-240 V ~ 50 Hz",
            "max. 40 W  E14",
            f"L2-{dice.randint(2000, 9999)}-26",
            "Made in Italy",
        )
    ):
        draw.text((540, 650 + row * 100), text, fill=(74, 76, 78), font_size=70)
    draw.ellipse((1230, 520, 1390, 680), outline=(74, 76, 78), width=10)
    draw.text((1262, 540), "CE", fill=(74, 76, 78), font_size=84)
    canvas.paste(layer, (0, 0), layer)


PICTURES: dict[str, Callable[[Image.Image, random.Random], None]] = {
    "broken_mug": _broken_mug,
    "broken_plate": _broken_plate,
    "broken_vase": _broken_vase,
    "wrong_lamp": _wrong_lamp,
    "dented_box": _dented_box,
    "parts": _parts,
    "label": _label,
}


def _photographed(canvas: Image.Image, dice: random.Random) -> bytes:
    """Light from the left, a little grain, slightly askew: a picture taken on a kitchen table."""
    light = Image.linear_gradient("L").rotate(90).resize(canvas.size).point(lambda v: 255 - v // 3)
    canvas = ImageChops.multiply(canvas, Image.merge("RGB", (light, light, light)))
    canvas = canvas.rotate(dice.uniform(-2.5, 2.5), resample=Image.Resampling.BICUBIC)
    inset = 60
    canvas = canvas.crop((inset, inset, canvas.width - inset, canvas.height - inset))
    small = canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    noise = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), dice.randbytes(WIDTH * HEIGHT // 4))
    grain = noise.resize(small.size).point(lambda v: 124 + v // 32).convert("RGB")
    photo = ImageChops.overlay(small, grain).filter(ImageFilter.GaussianBlur(0.6))
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=82)
    return file.getvalue()


def _layer(canvas: Image.Image) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    layer = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
    return layer, ImageDraw.Draw(layer)


def _drop(canvas: Image.Image, layer: Image.Image, offset: tuple[int, int]) -> None:
    """Put a layer on the table, with the shadow it throws. Only what is in it is touched: most layers are small."""
    box = layer.getbbox()
    if box is None:
        return
    margin = 40
    left, top = max(0, box[0] - margin), max(0, box[1] - margin)
    piece = layer.crop((left, top, box[2] + margin, box[3] + margin))
    alpha = piece.getchannel("A").point(lambda v: v // 3).reduce(4)
    soft = alpha.filter(ImageFilter.GaussianBlur(6)).resize(piece.size)
    place = (left + offset[0], top + offset[1])
    canvas.paste((30, 20, 12), (place[0] + 22, place[1] + 26), soft)
    canvas.paste(piece, place, piece)


def _shadow(canvas: Image.Image, x: int, y: int, half: int, height: int) -> None:
    margin = 80
    mask = Image.new("L", ((half + margin) // 2, (height + margin) // 2), 0)
    inner = (margin // 4, margin // 4, mask.width - margin // 4, mask.height - margin // 4)
    ImageDraw.Draw(mask).ellipse(inner, fill=120)
    soft = mask.filter(ImageFilter.GaussianBlur(8)).resize((mask.width * 4, mask.height * 4))
    canvas.paste((35, 25, 18), (x - soft.width // 2, y - soft.height // 2), soft)


def _glow(canvas: Image.Image, centre: Point, radius: int) -> None:
    mask = (
        Image.radial_gradient("L").point(lambda v: max(0, 150 - v)).resize((radius * 2, radius * 2))
    )
    warm = Image.new("RGB", mask.size, (255, 214, 150))
    canvas.paste(warm, (round(centre[0]) - radius, round(centre[1]) - radius), mask)


def _cut(layer: Image.Image, shape: Sequence[Point]) -> None:
    """Take a piece out of a layer."""
    hole = Image.new("L", layer.size, 255)
    ImageDraw.Draw(hole).polygon(list(shape), fill=0)
    layer.putalpha(ImageChops.multiply(layer.getchannel("A"), hole))


def _jagged(points: Sequence[Point], dice: random.Random, rough: float) -> list[Point]:
    """The outline with the teeth of something broken."""
    found: list[Point] = []
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[-1]], strict=True):
        for step in range(6):
            part = step / 6
            found.append(
                (
                    x0 + (x1 - x0) * part + dice.uniform(-rough, rough),
                    y0 + (y1 - y0) * part + dice.uniform(-rough, rough),
                )
            )
    return found


def _crack(canvas: Image.Image, points: Sequence[Point], dice: random.Random) -> None:
    ImageDraw.Draw(canvas).line(_jagged(points, dice, 5), fill=(60, 52, 46), width=5)


def _shard(
    canvas: Image.Image, x: float, y: float, size: float, colour: Colour, dice: random.Random
) -> None:
    piece = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    draw = ImageDraw.Draw(piece)
    corners = sorted(dice.uniform(0, 2 * math.pi) for _ in range(5))
    shape = [
        (
            200 + math.cos(a) * size * dice.uniform(0.7, 1.2),
            200 + math.sin(a) * size * dice.uniform(0.35, 0.7),
        )
        for a in corners
    ]
    draw.polygon(shape, fill=colour)
    draw.line([*shape, shape[0]], fill=_mixed(colour, (255, 255, 255), 0.5), width=6)
    _drop(canvas, piece, (round(x) - 200, round(y) - 200))


def _screw(canvas: Image.Image, x: int, y: int, angle: int, length: int) -> None:
    piece = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(piece)
    draw.rectangle((141, 150 - length, 159, 150 + length), fill=(150, 154, 160))
    for step in range(150 - length, 150 + length, 14):
        draw.line((139, step, 161, step + 7), fill=(110, 114, 120), width=4)
    draw.ellipse((124, 130 - length, 176, 174 - length), fill=(176, 180, 186))
    draw.line((134, 152 - length, 166, 152 - length), fill=(90, 94, 100), width=6)
    turned = piece.rotate(angle, resample=Image.Resampling.BICUBIC)
    _drop(canvas, turned, (x - 150, y - 150))


def _mixed(colour: Colour, other: Colour, share: float, lift: int = 0) -> Colour:
    mixed = [round(a + (b - a) * share) + lift for a, b in zip(colour, other, strict=True)]
    return (mixed[0], mixed[1], mixed[2])


def _darker(colour: Colour, share: float = 0.75) -> Colour:
    return _mixed((0, 0, 0), colour, share)
