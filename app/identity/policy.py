"""What this facility accepts as a secret of one of its staff."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.identity.passphrases import check_passphrase, check_pin
from app.identity.staff import StaffMember


@dataclass(frozen=True, slots=True)
class SecretPolicy:
    """Checks passphrases and PINs when they are chosen.

    Attributes:
        common: gives the folded passphrases that are tried first; read only when needed.
        house: name of the facility.
    """

    common: Callable[[], Collection[str]]
    house: str = ""

    def check(self, passphrase: str, member: StaffMember, *, with_badge: bool = False) -> None:
        """Accept a passphrase of a member or say why not.

        Raises:
            WeakSecretError: it is too short, too long, common, or easily guessed.
        """
        personal = (member.login, member.given_name, member.family_name, *self.house.split())
        check_passphrase(passphrase, has_badge=with_badge, personal=personal, common=self.common())

    def check_pin(self, pin: str) -> None:
        """Accept a PIN or say why not.

        Raises:
            WeakSecretError: it is no number of 6 to 12 digits, or one that is tried first.
        """
        check_pin(pin)
