"""Images of every kind become PNG of RGB or RGBA, looking as they did."""

import io
import struct

import pytest
from PIL import Image, ImageCms

from picture_bytes import png_chunk, png_without_pixels
from pictures import make
from tunelint.images import inspect
from tunelint.images.conversion import Converted, convert_to_png, first_frame
from tunelint.images.pixels import ConversionFailed

LOSSLESS = [
    "png",
    "png P",
    "png L",
    "png LA",
    "png 1",
    "png RGBA",
    "png interlaced",
    "apng",
    "webp lossless",
    "gif",
    "gif animated",
    "bmp",
    "tiff",
    "ico",
]
OTHERS = ["jpeg", "jpeg L", "jpeg CMYK", "jpeg YCCK", "jpeg progressive", "webp", "avif"]
ODD = ["png I;16", "png RGB;16", "jpeg exif60k", "jpeg icc300k", "webp animated"]


def pixels(data: bytes, mode: str = "RGBA") -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert(mode).tobytes()


def written(image: Image.Image, name: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, name, **options)
    return stream.getvalue()


def average(data: bytes) -> tuple[float, ...]:
    with Image.open(io.BytesIO(data)) as image:
        colour = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(colour, tuple)
    return colour


@pytest.mark.parametrize("spec", [*LOSSLESS, *OTHERS, *ODD])
def test_each_kind_becomes_a_png_that_the_service_takes(spec: str) -> None:
    data = make(f"{spec} 20x12")[1]
    converted = convert_to_png(data)
    after = converted.after
    assert converted.before == inspect(data)
    assert after == inspect(converted.data)
    assert (after.format, after.width, after.height) == ("PNG", 20, 12)
    assert after.mode == ("RGBA" if spec in ("png LA", "png RGBA") else "RGB")
    assert not after.animated
    assert not after.damage


@pytest.mark.parametrize("spec", LOSSLESS)
def test_not_a_pixel_is_lost(spec: str) -> None:
    data = make(f"{spec} 20x12")[1]
    assert pixels(convert_to_png(data).data) == pixels(data)


@pytest.mark.parametrize("spec", [*LOSSLESS, *OTHERS])
def test_the_same_image_gives_the_same_bytes(spec: str) -> None:
    data = make(spec)[1]
    assert convert_to_png(data) == convert_to_png(data)


@pytest.mark.parametrize("spec", ["png L", "jpeg CMYK", "webp animated"])
def test_what_is_converted_twice_is_converted_once(spec: str) -> None:
    once = convert_to_png(make(spec)[1]).data
    assert convert_to_png(once).data == once


@pytest.mark.parametrize("name", ["PNG", "GIF"])
def test_a_transparent_colour_of_a_palette_is_kept(name: str) -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.putpixel((1, 0), 1)
    data = written(image, name, transparency=1)
    assert convert_to_png(data).after.mode == "RGBA"
    assert pixels(convert_to_png(data).data) == b"\xff\0\0\xff\0\xff\0\0"


def test_an_alpha_channel_that_hides_nothing_is_left_out() -> None:
    image = Image.new("RGBA", (2, 2), (1, 2, 3, 255))
    assert convert_to_png(written(image, "PNG")).after.mode == "RGB"


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_a_transparent_colour_of_a_png_is_kept(mode: str) -> None:
    image = Image.new(mode, (2, 1))
    image.putpixel((1, 0), 1 if mode == "1" else (9, 9, 9) if mode == "RGB" else 9)
    transparency = (0, 0, 0) if mode == "RGB" else 0
    converted = convert_to_png(written(image, "PNG", transparency=transparency))
    assert converted.after.mode == "RGBA"
    assert pixels(converted.data)[3::4] == b"\0\xff"


class TestDepth:
    def test_grey_of_16_bits_is_scaled_and_not_clipped(self) -> None:
        image = Image.new("I;16", (3, 1))
        for x, value in enumerate((0, 128 * 257, 65535)):
            image.putpixel((x, 0), value)
        assert pixels(convert_to_png(written(image, "PNG")).data, "L") == b"\x00\x80\xff"

    def test_a_transparent_grey_of_16_bits_is_kept(self) -> None:
        image = Image.new("I;16", (2, 1))
        image.putpixel((1, 0), 300)
        data = written(image, "PNG")
        data = data[:33] + png_chunk(b"tRNS", struct.pack(">H", 300)) + data[33:]
        assert pixels(convert_to_png(data).data)[3::4] == b"\xff\0"

    @pytest.mark.parametrize(("mode", "values"), [("F", (-0.5, 0.0, 0.5)), ("I", (0, 500, 1000))])
    def test_grey_of_32_bits_is_scaled_to_its_range(
        self, mode: str, values: tuple[float, ...]
    ) -> None:
        image = Image.new(mode, (3, 1))
        for x, value in enumerate(values):
            image.putpixel((x, 0), value)
        assert pixels(convert_to_png(written(image, "TIFF")).data, "L") == b"\x00\x80\xff"

    def test_grey_of_32_bits_may_be_all_the_same(self) -> None:
        converted = convert_to_png(written(Image.new("F", (3, 1), 0.5), "TIFF"))
        assert len(set(pixels(converted.data, "L"))) == 1


class TestOrientation:
    CORNERS = b"\xff\xff\xff" + bytes(3 * 5)  # white at the top left of 3x2 pixels, else black

    @pytest.mark.parametrize("name", ["PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize(
        ("orientation", "size", "corner"),
        [
            (1, (3, 2), (0, 0)),
            (2, (3, 2), (2, 0)),
            (3, (3, 2), (2, 1)),
            (4, (3, 2), (0, 1)),
            (5, (2, 3), (0, 0)),
            (6, (2, 3), (1, 0)),
            (7, (2, 3), (1, 2)),
            (8, (2, 3), (0, 2)),
        ],
    )
    def test_an_image_is_set_upright(
        self, name: str, orientation: int, size: tuple[int, int], corner: tuple[int, int]
    ) -> None:
        converted = convert_to_png(self.turned(name, orientation))
        with Image.open(io.BytesIO(converted.data)) as image:
            assert image.size == size
            assert image.getpixel(corner) == (255, 255, 255)
            assert not image.getexif()

    def test_an_orientation_that_exif_lacks_turns_nothing(self) -> None:
        assert convert_to_png(self.turned("PNG", 99)).after.width == 3

    def turned(self, name: str, orientation: int) -> bytes:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options = {"lossless": True} if name == "WEBP" else {}
        return written(Image.frombytes("RGB", (3, 2), self.CORNERS), name, exif=exif, **options)


class TestProfile:
    def test_a_profile_is_converted_and_left_out(self) -> None:
        image = Image.new("RGB", (4, 4), (200, 100, 50))
        data = written(image, "PNG", icc_profile=self.swapped_profile())
        converted = convert_to_png(data)
        assert average(converted.data) == pytest.approx((50, 100, 200), abs=3)
        with Image.open(io.BytesIO(converted.data)) as image:
            assert "icc_profile" not in image.info

    def test_transparency_stays_beside_a_profile(self) -> None:
        image = Image.new("RGBA", (4, 4), (200, 100, 50, 77))
        converted = convert_to_png(written(image, "PNG", icc_profile=self.swapped_profile()))
        assert set(pixels(converted.data)[3::4]) == {77}
        assert average(converted.data) == pytest.approx((50, 100, 200), abs=3)

    def test_srgb_stays_as_it_is_to_the_bit(self) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        drawing = Image.open(io.BytesIO(make("png")[1]))
        data = written(drawing, "PNG", icc_profile=profile)
        assert pixels(convert_to_png(data).data) == pixels(data)

    @pytest.mark.parametrize("profile", [b"no profile", bytes(200)])
    def test_a_broken_profile_is_passed_over(self, profile: bytes) -> None:
        data = written(Image.new("RGB", (4, 4), (200, 100, 50)), "PNG", icc_profile=profile)
        assert average(convert_to_png(data).data) == (200, 100, 50)

    def test_a_profile_of_other_colours_than_the_image_has_is_passed_over(self) -> None:
        data = written(Image.new("CMYK", (8, 8)), "JPEG", icc_profile=self.swapped_profile())
        assert average(convert_to_png(data).data) == pytest.approx((255, 255, 255), abs=2)

    @staticmethod
    def swapped_profile() -> bytes:
        """A profile whose red is blue: sRGB with these two primaries swapped."""
        plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        swapped = plain.replace(b"rXYZ", b"!XYZ").replace(b"bXYZ", b"rXYZ")
        swapped = swapped.replace(b"!XYZ", b"bXYZ")
        return swapped.replace("sRGB".encode("utf-16-be"), "blue".encode("utf-16-be"))


class TestCmyk:
    @pytest.mark.parametrize("name", ["JPEG", "TIFF"])
    def test_ink_darkens(self, name: str) -> None:
        white = written(Image.new("CMYK", (8, 8), (0, 0, 0, 0)), name)
        black = written(Image.new("CMYK", (8, 8), (0, 0, 0, 255)), name)
        assert average(convert_to_png(white).data) == pytest.approx((255, 255, 255), abs=2)
        assert average(convert_to_png(black).data) == pytest.approx((0, 0, 0), abs=2)


class TestFirstFrame:
    @pytest.mark.parametrize("spec", ["apng", "apng P", "webp animated", "webp animated lossless"])
    def test_only_the_first_frame_is_left(self, spec: str) -> None:
        data = make(f"{spec} 20x12")[1]
        first = first_frame(data)
        assert first.before.animated
        assert not first.after.animated
        assert not first.after.damage
        assert first.after.format == first.before.format
        assert (first.after.width, first.after.height) == (20, 12)

    @pytest.mark.parametrize("spec", ["apng", "apng L", "apng LA", "webp animated lossless alpha"])
    def test_not_a_pixel_is_lost(self, spec: str) -> None:
        data = make(spec)[1]
        assert pixels(first_frame(data).data) == pixels(data)
        assert first_frame(data).after.mode == first_frame(data).before.mode

    def test_a_lossy_webp_stays_small(self) -> None:
        data = make("webp animated 200x200")[1]
        assert len(first_frame(data).data) < len(data)

    def test_transparency_is_kept(self) -> None:
        assert first_frame(make("webp animated alpha")[1]).after.mode == "RGBA"

    @pytest.mark.parametrize("spec", ["gif animated", "jpeg", "tiff"])
    def test_another_format_is_refused(self, spec: str) -> None:
        with pytest.raises(ConversionFailed, match="is no PNG or WEBP"):
            first_frame(make(spec)[1])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Hello", "These bytes are no image that Tunelint knows."),
        (make("png truncated")[1], "PNG image is damaged: it ends before its end mark (IEND)."),
        (make("gif truncated=60%")[1], "GIF image can't be decoded."),
        (make("svg")[1], "SVG image can't be decoded."),
        (make("pdf")[1], "PDF image can't be decoded."),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "EPS image can't be decoded."),
    ],
    ids=["text", "truncated", "gif", "svg", "pdf", "eps"],
)
def test_what_can_not_be_converted_is_told(data: bytes, message: str) -> None:
    with pytest.raises(ConversionFailed) as raised:
        convert_to_png(data)
    assert str(raised.value) == message


@pytest.mark.parametrize("size", ["40000x5000", "10000x10000"])
def test_a_decompression_bomb_is_refused(size: str) -> None:
    width, height = map(int, size.split("x"))
    with pytest.raises(ConversionFailed, match="more pixels than Tunelint decodes"):
        convert_to_png(png_without_pixels(width, height))


def test_the_record_has_what_a_title_needs() -> None:
    converted = convert_to_png(make("jpeg CMYK 30x30")[1])
    assert isinstance(converted, Converted)
    assert (converted.before.mode, converted.before.format) == ("CMYK", "JPEG")
    assert converted.after.byte_size == len(converted.data)
