"""Phone numbers."""

import re

import phonenumbers

from penstock.exchange.imports.converting.values import Converter, Unconvertible, remembered, shortened

# 4.91712E+11: the other digits are lost.
OF_SPREADSHEETS = re.compile(r"\d[.,]?\d*E\+\d+$", re.IGNORECASE)
FROM_ABROAD = re.compile(r"^00(?=[1-9])")


def phone_converter(region: str | None) -> Converter[str]:
    """A number in international form if it can be told (`region` where no country is named), else as it stands.

    Raises Unconvertible for a text without at least five digits."""

    def convert(text: str) -> str:
        bare = " ".join(text.split()).split(" ::: ")[0]
        if sum(letter.isdigit() for letter in bare) < 5 or len(bare) > 60 or OF_SPREADSHEETS.match(bare):
            raise Unconvertible(f"“{shortened(text)}” is no phone number")
        try:
            number = phonenumbers.parse(FROM_ABROAD.sub("+", bare), region)
        except phonenumbers.NumberParseException:
            return bare
        if not phonenumbers.is_possible_number(number):
            return bare
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)) + extension(
            number
        )

    return remembered(convert)


def extension(number: phonenumbers.PhoneNumber) -> str:
    """;ext=4 as in RFC 3966."""
    return f";ext={number.extension}" if number.extension else ""
