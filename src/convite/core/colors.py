"""Colors of events, for programs that don't know OKLCH."""

from math import cos, radians, sin


def color(lightness: float, chroma: float, hue: float) -> str:
    """An OKLCH color as `#rrggbb`, which every program knows; clipped to sRGB.

    Source: https://bottosson.github.io/posts/oklab/
    """
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * gamma(one)):02x}" for one in linear)


def gamma(value: float) -> float:
    """A linear channel as sRGB encodes it, from 0 to 1."""
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
