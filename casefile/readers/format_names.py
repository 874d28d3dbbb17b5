"""What formats are called by people, and what they can do with one that casefile does not read."""

from __future__ import annotations

_SAVE_DOCUMENT = "save it as .docx or PDF, and add that"
_SAVE_SHEET = "save it as .xlsx, .csv or PDF, and add that"
_SAVE_SLIDES = "save it as .pptx or PDF, and add that"
_SAVE_PDF = "save or print it as PDF, and add that"
_UNPACK = "unpack it, and add what is in it"
_LISTEN = "add what is said in it as a text"
_CONVERT = "save it as PNG or JPEG, and add that"
_EXPORT = "export what matters from it as .csv, and add that"
_OPEN = "open it with its password, save it without one, and add that"

_NAMES: dict[str, tuple[str, str]] = {
    "application/msword": ("a Word document of before 2007 (.doc)", _SAVE_DOCUMENT),
    "application/x-mswrite": ("a document of Windows Write (.wri)", _SAVE_DOCUMENT),
    "application/vnd.ms-works": ("a document of Microsoft Works", _SAVE_DOCUMENT),
    "application/vnd.wordperfect": ("a WordPerfect document", _SAVE_DOCUMENT),
    "application/x-hwp": ("a Hangul document (.hwp)", _SAVE_DOCUMENT),
    "application/vnd.stardivision.writer": ("a StarOffice 5 document (.sdw)", _SAVE_DOCUMENT),
    "application/vnd.sun.xml.writer": ("an OpenOffice 1 document (.sxw)", _SAVE_DOCUMENT),
    "application/vnd.apple.pages": ("a Pages document", _SAVE_DOCUMENT),
    "application/vnd.apple.iwork": ("a Pages or Numbers document of Apple", _SAVE_PDF),
    "application/vnd.apple.numbers": ("a Numbers spreadsheet of Apple", _SAVE_SHEET),
    "application/vnd.apple.keynote": ("a Keynote presentation of Apple", _SAVE_SLIDES),
    "application/rtf": ("a Rich Text document (.rtf)", _SAVE_DOCUMENT),
    "application/epub+zip": ("a book in EPUB form", _SAVE_PDF),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("a Word document (.docx)", _SAVE_PDF),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("an Excel workbook (.xlsx)", _SAVE_SHEET),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        "a PowerPoint presentation (.pptx)",
        _SAVE_PDF,
    ),
    "application/vnd.openxmlformats-package": ("a document in Microsoft's package form of a kind not known", _SAVE_PDF),
    "application/vnd.ms-excel": ("an Excel workbook of before 2007 (.xls)", _SAVE_SHEET),
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": ("a binary Excel workbook (.xlsb)", _SAVE_SHEET),
    "application/vnd.lotus-1-2-3": ("a Lotus 1-2-3 spreadsheet", _SAVE_SHEET),
    "application/x-quattro-pro": ("a Quattro Pro spreadsheet", _SAVE_SHEET),
    "application/vnd.stardivision.calc": ("a StarOffice 5 spreadsheet (.sdc)", _SAVE_SHEET),
    "application/vnd.ms-powerpoint": ("a PowerPoint presentation of before 2007 (.ppt)", _SAVE_SLIDES),
    "application/vnd.stardivision.impress": ("a StarOffice 5 presentation (.sdd)", _SAVE_SLIDES),
    "application/vnd.stardivision.draw": ("a StarOffice 5 drawing (.sda)", _SAVE_PDF),
    "application/vnd.visio": ("a Visio drawing (.vsd)", _SAVE_PDF),
    "application/vnd.ms-visio.drawing": ("a Visio drawing (.vsdx)", _SAVE_PDF),
    "application/x-mspublisher": ("a Publisher document (.pub)", _SAVE_PDF),
    "application/vnd.ms-project": ("a Microsoft Project plan (.mpp)", _SAVE_PDF),
    "application/onenote": ("a OneNote section (.one)", _SAVE_DOCUMENT),
    "application/vnd.ms-outlook": ("an Outlook message (.msg)", "save it as .eml, and add that"),
    "application/vnd.ms-outlook-pst": ("an Outlook mailbox (.pst)", "export its mails as .mbox or .eml, and add those"),
    "application/vnd.ms-tnef": ("an Outlook attachment (winmail.dat)", _UNPACK),
    "application/x-ole-encrypted": ("an Office document that is encrypted with a password", _OPEN),
    "application/x-ole-storage": ("a document of an older program (OLE) of a kind not known", _SAVE_PDF),
    "application/x-ms-owner": ("what an Office program leaves while a document is open: it names who had it open", ""),
    "application/x-thumbs-db": ("a cache of small pictures that Windows keeps (Thumbs.db)", ""),
    "application/x-ms-shortcut": ("a Windows shortcut (.lnk), which only points at another file", ""),
    "application/vnd.ms-xpsdocument": ("an XPS document", _SAVE_PDF),
    "application/oxps": ("an XPS document", _SAVE_PDF),
    "application/postscript": ("a PostScript document", "turn it into PDF, and add that"),
    "application/vnd.ms-htmlhelp": ("a Windows help file (.chm)", _UNPACK),
    "application/x-ms-reader": ("a Microsoft Reader book (.lit)", _SAVE_PDF),
    "application/x-mobipocket-ebook": ("a Kindle or Mobipocket book", "turn it into EPUB, and add that"),
    "application/vnd.palm": ("a Palm document", _SAVE_DOCUMENT),
    "application/vnd.framemaker": ("a FrameMaker document", _SAVE_PDF),
    "application/vnd.adobe.indesign-idml-package": ("an InDesign document (.idml)", _SAVE_PDF),
    "image/vnd.djvu": ("a scanned book in DjVu form", "turn it into PDF, and add that"),
    "application/x-7z-compressed": ("a 7-Zip archive (.7z)", _UNPACK),
    "application/vnd.rar": ("a RAR archive", _UNPACK),
    "application/vnd.ms-cab-compressed": ("a Windows cabinet (.cab)", _UNPACK),
    "application/x-archive": ("an archive of Unix (ar)", _UNPACK),
    "application/x-cpio": ("a cpio archive", _UNPACK),
    "application/x-rpm": ("a software package (.rpm)", _UNPACK),
    "application/x-lzh": ("an LHA archive", _UNPACK),
    "application/x-compress": ("a file packed with compress (.Z)", _UNPACK),
    "application/x-snappy-framed": ("a file packed with Snappy", _UNPACK),
    "application/x-iso9660-image": ("an image of a disc (.iso)", "open it, and add what is on it"),
    "application/x-axcrypt": ("a file that is encrypted with AxCrypt", _OPEN),
    "application/pkcs7-mime": ("a signed or encrypted container (PKCS #7: .p7m, .p7s, .tsd)", _UNPACK),
    "application/pkcs7-signature": ("a signature of another file (PKCS #7, .p7s)", ""),
    "application/vnd.sqlite3": ("an SQLite database", _EXPORT),
    "application/x-msaccess": ("an Access database", _EXPORT),
    "application/vnd.dbf": ("a dBase table (.dbf)", _EXPORT),
    "application/x-berkeley-db": ("a Berkeley DB database", _EXPORT),
    "application/x-mysql-frm": ("the description of a MySQL table, without its rows (.frm)", ""),
    "application/vnd.apache.parquet": ("a Parquet table", _EXPORT),
    "application/x-sas-data": ("a SAS data set", _EXPORT),
    "application/x-sas-xport": ("a SAS transport file", _EXPORT),
    "application/x-stata-dta": ("a Stata data set", _EXPORT),
    "application/x-spss-sav": ("an SPSS data set", _EXPORT),
    "application/x-matlab-data": ("a MATLAB data file", _EXPORT),
    "application/x-hdf5": ("a scientific data file (HDF5)", _EXPORT),
    "application/x-hdf": ("a scientific data file (HDF4)", _EXPORT),
    "application/netcdf": ("a scientific data file (NetCDF)", _EXPORT),
    "application/fits": ("a picture or table of astronomy (FITS)", _EXPORT),
    "application/x-esri-shape": ("map shapes (.shp)", _EXPORT),
    "application/dicom": ("a medical picture (DICOM)", _CONVERT),
    "application/x-bplist": ("a list of settings of Apple (binary property list)", ""),
    "application/x-ms-evtx": ("a Windows event log", _EXPORT),
    "application/x-ms-registry": ("a part of a Windows registry", ""),
    "application/vnd.tcpdump.pcap": ("a recording of network traffic", _EXPORT),
    "application/ogg": ("a sound or film recording (Ogg)", _LISTEN),
    "application/x-riff": ("a sound, film or other recording (RIFF)", _LISTEN),
    "application/vnd.corel-draw": ("a CorelDRAW drawing", _SAVE_PDF),
    "image/vnd.dwg": ("an AutoCAD drawing (.dwg)", _SAVE_PDF),
    "image/vnd.dgn": ("a MicroStation drawing (.dgn)", _SAVE_PDF),
    "application/sldworks": ("a SolidWorks model", _SAVE_PDF),
    "image/wmf": ("a Windows drawing (.wmf)", _CONVERT),
    "image/emf": ("a Windows drawing (.emf)", _CONVERT),
    "image/vnd.adobe.photoshop": ("a Photoshop picture (.psd)", _CONVERT),
    "image/x-canon-cr2": ("a raw photograph of a camera", _CONVERT),
    "image/x-canon-cr3": ("a raw photograph of a camera", _CONVERT),
    "application/java-archive": ("a program for Java", ""),
    "application/java-vm": ("a part of a program", ""),
    "application/vnd.android.package-archive": ("a program for Android", ""),
    "application/x-msdownload": ("a program for Windows", ""),
    "application/x-elf": ("a program for Linux or Unix", ""),
    "application/x-mach-binary": ("a program for macOS", ""),
    "application/wasm": ("a program for web pages", ""),
}
_FAMILIES: dict[str, tuple[str, str]] = {
    "audio": ("a sound recording", _LISTEN),
    "video": ("a film", _LISTEN),
    "image": ("a picture", _CONVERT),
    "font": ("a font", ""),
    "model": ("a model in three dimensions", ""),
}

UNKNOWN = "its format is not known, and it is no text"


def why_unread(mime: str) -> str:
    """A sentence for a format that has no reader: what it is, and what a person can do."""
    if mime == "application/octet-stream":
        return UNKNOWN
    name, advice = _NAMES.get(mime) or _family(mime)
    said = f"{name}: casefile does not read that"
    return f"{said}; {advice}" if advice else said


def _family(mime: str) -> tuple[str, str]:
    family, _, kind = mime.partition("/")
    if family in _FAMILIES:
        name, advice = _FAMILIES[family]
        return f"{name} ({kind.removeprefix('x-')})", advice
    if kind.startswith("vnd.oasis.opendocument."):
        return "an OpenDocument file of a rare kind", _SAVE_PDF
    return f"a file of the type {mime}", ""
