"""The kinds of thing that a text names, and how each is written everywhere."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a mention or an entity is. The value is what ``--json`` prints."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    VEHICLE = "vehicle"
    EMAIL = "email"
    URL = "url"
    DOMAIN = "domain"
    PHONE = "phone"
    IBAN = "iban"
    BIC = "bic"
    REGISTRATION = "registration"
    LEI = "lei"
    ISIN = "isin"
    IMO = "imo"
    MMSI = "mmsi"
    AIRCRAFT = "aircraft"
    COORDINATES = "coordinates"
    CRYPTO = "crypto"
    HASH = "hash"
    IP = "ip"
    DATE = "date"
    READING = "reading"

    @property
    def letter(self) -> str:
        """One letter for lists and the gutter: P O L V, I for every identifier, D, R."""
        return _LETTERS.get(self, "I")

    @property
    def word(self) -> str:
        """The word for the caret line."""
        return _WORDS.get(self, self.value)

    @property
    def is_identifier(self) -> bool:
        return self.letter == "I"

    @property
    def is_entity(self) -> bool:
        """Whether it can be the kind of an entity: a date and a reading name nothing."""
        return self not in (Kind.DATE, Kind.READING)

    @property
    def is_name(self) -> bool:
        return self in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.VEHICLE)

    @property
    def ftm_schema(self) -> str:
        """The FollowTheMoney schema that an export names; identifiers have none of their own there."""
        return _SCHEMATA.get(self, "Thing")


_LETTERS = {
    Kind.PERSON: "P",
    Kind.ORGANIZATION: "O",
    Kind.PLACE: "L",
    Kind.VEHICLE: "V",
    Kind.DATE: "D",
    Kind.READING: "R",
}
_WORDS = {
    Kind.ORGANIZATION: "organisation",
    Kind.VEHICLE: "vessel, vehicle",
    Kind.EMAIL: "e-mail address",
    Kind.URL: "web address",
    Kind.DOMAIN: "domain",
    Kind.PHONE: "telephone number",
    Kind.IBAN: "bank account (IBAN)",
    Kind.BIC: "bank code (BIC)",
    Kind.REGISTRATION: "company or tax number",
    Kind.LEI: "legal entity (LEI)",
    Kind.ISIN: "security (ISIN)",
    Kind.IMO: "vessel (IMO number)",
    Kind.MMSI: "ship's radio (MMSI)",
    Kind.AIRCRAFT: "aircraft registration",
    Kind.CRYPTO: "crypto address",
    Kind.IP: "IP address",
}
_SCHEMATA = {
    Kind.PERSON: "Person",
    Kind.ORGANIZATION: "Organization",
    Kind.PLACE: "Address",
    Kind.VEHICLE: "Vehicle",
}


class EntityState(StrEnum):
    """How far a person has judged an entity."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    RETIRED = "retired"


class MentionState(StrEnum):
    """What a mention is after the decisions taken on its span."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class IntakeState(StrEnum):
    """How an item ended when it was read. ``waiting`` is no end: stored, or only named, and not yet read."""

    READ = "read"
    PARTLY = "partly"
    UNREAD = "unread"
    DUPLICATE = "duplicate"
    WAITING = "waiting"


class Need(StrEnum):
    """What would help to read what is unread or partly read; empty where nothing that is known would."""

    NOTHING = ""
    PASSWORD = "password"
    OCR = "ocr"
    TESSERACT = "tesseract"


class NoteKind(StrEnum):
    NOTE = "note"
    LEAD = "lead"
    FINDING = "finding"
    HYPOTHESIS = "hypothesis"
