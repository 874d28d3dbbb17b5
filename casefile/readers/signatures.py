"""Signatures of files, and the checks where a signature alone is short enough to stand at the head of a text.

The WHATWG MIME Sniffing standard and the formats' own specifications; nothing here looks at a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00\x08\x00", "image/tiff"),
    (b"MM\x00+\x00\x08", "image/tiff"),
    (b"II\xbc\x01", "image/jxr"),
    (b"8BPS\x00", "image/vnd.adobe.photoshop"),
    (b"gimp xcf ", "image/x-xcf"),
    (b"\x00\x00\x00\x0cjP  \r\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"\xff\x0a", "image/jxl"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (b"\x01\x00\x09\x00\x00\x03", "image/wmf"),
    (b"SIMPLE  =                    T", "application/fits"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x5d\x2a\x4d\x18", "application/warc"),  # a dictionary in front of zstd: the IIPC's .warc.zst, 0.1
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x04\x22\x4d\x18", "application/x-lz4"),
    (b"\x1f\x9d", "application/x-compress"),
    (b"\xff\x06\x00\x00sNaPpY", "application/x-snappy-framed"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"!<arch>\n", "application/x-archive"),
    (b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (b"\xed\xab\xee\xdb", "application/x-rpm"),
    (b"\xc0\xb9\x07\x2e\x4f\x93\xf1\x46\xa0\x15\x79\x2c\xa1\xd9\xe8\x21", "application/x-axcrypt"),
    (b"fLaC\x00", "audio/flac"),
    (b"fLaC\x80", "audio/flac"),
    (b"OggS\x00", "application/ogg"),
    (b"MThd\x00\x00\x00\x06", "audio/midi"),
    (b"#!AMR\n", "audio/amr"),
    (b"#!AMR-WB\n", "audio/amr"),
    (b".snd\x00\x00\x00", "audio/basic"),
    (b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (b"FLV\x01", "video/x-flv"),
    (b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"%!PS-Adobe", "application/postscript"),
    (b"\xc5\xd0\xd3\xc6", "application/postscript"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x00\x01\x00\x00Standard Jet DB\x00", "application/x-msaccess"),
    (b"\x00\x01\x00\x00Standard ACE DB\x00", "application/x-msaccess"),
    (b"bplist0", "application/x-bplist"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", "application/onenote"),
    (b"\xa1\x2f\xff\x43\xd9\xef\x76\x4c\x9e\xe2\x10\xea\x57\x22\x76\x5f", "application/onenote"),
    (b"\xdb\xa5\x2d\x00", "application/msword"),
    (b"\x31\xbe\x00\x00\x00\xab", "application/x-mswrite"),
    (b"\x32\xbe\x00\x00\x00\xab", "application/x-mswrite"),
    (b"\x09\x00\x04\x00", "application/vnd.ms-excel"),
    (b"\x09\x02\x06\x00", "application/vnd.ms-excel"),
    (b"\x09\x04\x06\x00", "application/vnd.ms-excel"),
    (b"\x00\x00\x02\x00\x04\x04", "application/vnd.lotus-1-2-3"),
    (b"\x00\x00\x02\x00\x06\x04", "application/vnd.lotus-1-2-3"),
    (b"\x00\x00\x1a\x00", "application/vnd.lotus-1-2-3"),
    (b"\x00\x00\x02\x00\x20\x51", "application/x-quattro-pro"),
    (b"\x00\x00\x02\x00\x21\x51", "application/x-quattro-pro"),
    (b"\x00\x00\x02\x00\x01\x10", "application/x-quattro-pro"),
    (b"<MakerFile ", "application/vnd.framemaker"),
    (b"ITSF\x03\x00\x00\x00", "application/vnd.ms-htmlhelp"),
    (b"ITOLITLS", "application/x-ms-reader"),
    (b"\xffWPC", "application/vnd.wordperfect"),
    (b"HWP Document File V", "application/x-hwp"),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"ElfFile\x00", "application/x-ms-evtx"),
    (b"regf", "application/x-ms-registry"),
    (b"\xd4\xc3\xb2\xa1", "application/vnd.tcpdump.pcap"),
    (b"\xa1\xb2\xc3\xd4", "application/vnd.tcpdump.pcap"),
    (b"\x0a\x0d\x0d\x0a", "application/vnd.tcpdump.pcap"),
    (b"\x7fELF", "application/x-elf"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\x00asm", "application/wasm"),
    (b"wOFF\x00", "font/woff"),
    (b"wOFFOTTO", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"OTTO\x00", "font/otf"),
    (b"\x00\x01\x00\x00\x00", "font/ttf"),
    (b"\x89HDF\r\n\x1a\n", "application/x-hdf5"),
    (b"CDF\x01", "application/netcdf"),
    (b"CDF\x02", "application/netcdf"),
    (b"\x0e\x03\x13\x01", "application/x-hdf"),
    (b"PAR1\x15", "application/vnd.apache.parquet"),
    (b"MATLAB 5.0 MAT-file", "application/x-matlab-data"),
    (b"<stata_dta><header>", "application/x-stata-dta"),
    (b"$FL2@(#)", "application/x-spss-sav"),
    (b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "application/x-sas-xport"),
    (bytes(12) + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c", "application/x-sas-data"),
    (b"SAS     ", "application/x-sas-data"),
    (b"\x00\x00\x27\x0a" + bytes(20), "application/x-esri-shape"),
    (b"ASTM-E57", "model/e57"),
    (b"\x08\x09\xfe\x02", "image/vnd.dgn"),
    (b"\xc8\x09\xfe\x02", "image/vnd.dgn"),
)

AT: tuple[tuple[int, bytes, str], ...] = (
    (60, b"BOOKMOBI", "application/x-mobipocket-ebook"),
    (60, b"TEXtREAd", "application/vnd.palm"),
    (128, b"DICM", "application/dicom"),
    (40, b" EMF", "image/emf"),
    (12, b"\x61\x15\x06\x00", "application/x-berkeley-db"),
    (12, b"\x62\x31\x05\x00", "application/x-berkeley-db"),
    (12, b"\x00\x06\x15\x61", "application/x-berkeley-db"),
    (12, b"\x00\x05\x31\x62", "application/x-berkeley-db"),
    (32769, b"CD001", "application/x-iso9660-image"),
)

_PATTERNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "application/x-bzip2"),
    (re.compile(rb"ID3[\x02-\x04][\x00-\x0f][\x00-\xff][\x00-\x7f]{4}", re.S), "audio/mpeg"),
    (re.compile(rb"AC10\d\d\x00"), "image/vnd.dwg"),
    (re.compile(rb"AC10\d\d[\x00-\x1f]"), "image/vnd.dwg"),
    (re.compile(rb"WARC/\d\.\d+\r?\n"), "application/warc"),
    (re.compile(rb"filedesc:[^\s]{0,2000} \S+ \d{8,14} "), "application/x-internet-archive"),
    (re.compile(rb"\s{0,64}(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf"), "application/rtf"),
    (
        re.compile(rb"P[1-6](?:\s+#[^\n]{0,1000})*\s+\d{1,6}(?:\s+#[^\n]{0,1000})*\s+\d{1,6}\s"),
        "image/x-portable-anymap",
    ),
    (re.compile(rb"P7\nWIDTH \d"), "image/x-portable-anymap"),
    (re.compile(rb"0707(?:01|02|07)[0-9A-Fa-f]{60,}"), "application/x-cpio"),
    (re.compile(rb"..-lh[0-7d]-", re.S), "application/x-lzh"),
    (re.compile(rb"\xfe\x01[\x05-\x0c][\x00-\x7f]"), "application/x-mysql-frm"),
)
_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"WEBP": "image/webp", b"CDR": "application/vnd.corel-draw"}
_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"crx ": "image/x-canon-cr3",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_DBF_VERSIONS = frozenset((0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8E, 0xCB, 0xF5, 0xFB))


_BY_FIRST: dict[bytes, list[tuple[bytes, str]]] = {}
for _prefix, _mime in PREFIXES:
    _BY_FIRST.setdefault(_prefix[:1], []).append((_prefix, _mime))


def signed(data: bytes) -> str:
    """The MIME type that the bytes at known places say, or empty."""
    for prefix, mime in _BY_FIRST.get(data[:1], ()):
        if data.startswith(prefix):
            return "image/x-canon-cr2" if mime == "image/tiff" and data[8:10] == b"CR" else mime
    for pattern, mime in _PATTERNS:
        if pattern.match(data):
            return mime
    if data[:4] in (b"RIFF", b"RIFX"):
        known = _RIFF.get(data[8:12]) or _RIFF.get(data[8:11])
        # A size with four letters in it would be larger than any file: it is a word.
        return known or ("application/x-riff" if b"\0" in data[4:8] else "")
    if data.startswith(b"FORM") and data[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "video/mp4")
    if data[4:8] in _ATOMS and data[:1] == b"\0":
        return "video/quicktime"
    for at, mark, mime in AT:
        if data[at : at + len(mark)] == mark:
            return mime
    return next((mime for is_one, mime in _CHECKED if is_one(data)), "")


def _is_icon(data: bytes) -> bool:
    return data[:4] == b"\0\0\1\0" and 0 < int.from_bytes(data[4:6], "little") < 256 and data[9:10] == b"\0"


def _is_bitmap(data: bytes) -> bool:
    """The fields behind the letters: nothing reserved, and a header of a size that there is."""
    return data[:2] == b"BM" and data[6:10] == bytes(4) and data[14:18] in {bytes((n, 0, 0, 0)) for n in _BMP_HEADERS}


_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)


def _is_mp3(data: bytes) -> bool:
    """A frame of MPEG audio (ISO/IEC 11172-3, 2.4.2.3) that another follows: two letters in Russian look like one."""
    at = 0
    for count in range(3):
        if at and at + 4 > len(data):
            return count > 1 or b"\0" in data
        length = _mp3_frame(data[at : at + 4])
        if not length:
            return False
        at += length
    return True


_KBITS = {
    (3, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 1): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mp3_frame(head: bytes) -> int:
    """The length of a frame, or 0 where this is no head of one."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or head[1] == 0xFE:
        return 0
    version, layer, rate, speed = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 0 or rate in (0, 15) or speed == 3:
        return 0
    table = _KBITS[(3, layer)] if version == 3 else _KBITS[(2, 3 if layer == 3 else 1)]
    bits, hertz, padding = table[rate - 1] * 1000, _HERTZ[version][speed], head[2] >> 1 & 1
    if layer == 3:
        return (12 * bits // hertz + padding) * 4
    return (72 if layer == 1 and version != 3 else 144) * bits // hertz + padding


def _is_aac(data: bytes) -> bool:
    """ADTS (ISO/IEC 13818-7, 6.2): a frame, and where it ends another or the end."""
    if len(data) < 7 or data[0] != 0xFF or data[1] & 0xF6 != 0xF0:
        return False
    length = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
    following = data[length : length + 2]
    return length > 7 and (not following or (following[0] == 0xFF and following[-1] & 0xF6 == 0xF0))


def _is_ac3(data: bytes) -> bool:
    return data[:2] == b"\x0b\x77" and len(data) > 7 and data[5] >> 3 <= 16 and data[4] & 0x3F < 38


def _is_mpeg_stream(data: bytes) -> bool:
    return len(data) > 188 * 5 and all(data[188 * n] == 0x47 for n in range(5))


def _is_program(data: bytes) -> bool:
    at = int.from_bytes(data[60:64], "little")
    return data[:2] == b"MZ" and (data[at : at + 4] == b"PE\0\0" or (at == 0 and b"\0" in data[:64]))


def _is_dbf(data: bytes) -> bool:
    """A version, a date, and a header that is as long as it says and ends as it must."""
    if len(data) < 65 or data[0] not in _DBF_VERSIONS or not (1 <= data[2] <= 12 and 1 <= data[3] <= 31):
        return False
    header, record = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    return 64 < header <= len(data) and record > 0 and b"\r" in (data[header - 1 : header], data[header - 264 :][:1])


def _is_solid(data: bytes) -> bool:
    """Binary STL has no signature: as many triangles as it says, and not a byte more."""
    count = int.from_bytes(data[80:84], "little")
    return count > 0 and len(data) == 84 + 50 * count


def _is_owner_file(data: bytes) -> bool:
    """What an Office program leaves beside a document while somebody has it open: the name, twice."""
    length = data[0] if data else 0
    name = data[1 : 1 + length]
    wide = "".join(map(chr, name)).encode("utf-16-le") if name else b"-"
    return len(data) in (162, 165) and 0 < length <= 52 and wide[:2] in (data[56:58], data[57:59])


def _is_signed_container(data: bytes) -> bool:
    """ContentInfo of RFC 5652 or RFC 5544: a sequence that begins with one of their object identifiers."""
    return cms_kind(data) != 0


def cms_kind(data: bytes) -> int:
    """The last number of the content type: 2 signed, 3 enveloped, 5 digested, 6 encrypted, 9 compressed, 31 with a time
    stamp; 0 for anything else."""
    if data[:1] != b"\x30" or len(data) < 16:
        return 0
    at = 2 + (data[1] & 0x7F if data[1] > 0x80 else 0)
    found = re.compile(
        rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07([\x01-\x06])|\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01([\x09\x1f])"
    ).match(data, at)
    return (found[1] or found[2])[0] if found else 0


_CHECKED: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_is_signed_container, "application/pkcs7-mime"),
    (_is_icon, "image/vnd.microsoft.icon"),
    (_is_bitmap, "image/bmp"),
    (_is_mp3, "audio/mpeg"),
    (_is_aac, "audio/aac"),
    (_is_ac3, "audio/ac3"),
    (_is_mpeg_stream, "video/mp2t"),
    (_is_program, "application/x-msdownload"),
    (_is_dbf, "application/vnd.dbf"),
    (_is_owner_file, "application/x-ms-owner"),
    (_is_solid, "model/stl"),
)
