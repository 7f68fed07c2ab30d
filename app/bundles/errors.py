"""What can be wrong with a bundle, its signatures or its source, each with a code and words."""

from app.errors import LiloError


class BundleError(LiloError):
    """A bundle cannot be verified, installed or taken into use."""

    code = "bundle"


class AlteredTargetError(BundleError):
    """A file is not the one that was signed."""

    code = "bundle.altered_target"


class AlteredMetadataError(BundleError):
    """Signed lists of what is released were changed after they were signed."""

    code = "bundle.altered_metadata"


class RolledBackError(BundleError):
    """The source offers an older state than one seen before."""

    code = "bundle.rolled_back"


class ExpiredError(BundleError):
    """The source's signatures are out of date: it may be held back from what is newer."""

    code = "bundle.expired"


class MixedError(BundleError):
    """The source puts pieces of different releases together."""

    code = "bundle.mixed"


class UnknownKeyError(BundleError):
    """Something is signed by a key that nobody has given a say."""

    code = "bundle.unknown_key"


class TooFewSignaturesError(BundleError):
    """Fewer people have signed than must."""

    code = "bundle.too_few_signatures"


class EndlessDataError(BundleError):
    """A source sends more than it announced."""

    code = "bundle.endless"


class PathTrickError(BundleError):
    """A name in a bundle leads out of the folder it belongs in."""

    code = "bundle.path"


class ManifestError(BundleError):
    """A manifest does not have the form it should."""

    code = "bundle.manifest"


class WrongProductError(BundleError):
    """The bundle is for another program."""

    code = "bundle.wrong_product"


class TooNewError(BundleError):
    """The bundle is for a later version of Lilo."""

    code = "bundle.too_new"


class TooOldError(BundleError):
    """The bundle is for an earlier version of Lilo, or older than what is installed."""

    code = "bundle.too_old"


class UnfitMachineError(BundleError):
    """This machine lacks what the bundle needs."""

    code = "bundle.machine"


class UnusableKindError(BundleError):
    """This version of Lilo has no use for bundles of the kind."""

    code = "bundle.kind"


class NotAllowedError(BundleError):
    """Whoever signed the bundle has no say over its kind."""

    code = "bundle.not_allowed"


class PublisherError(BundleError):
    """Nobody, or somebody else, is trusted under that name."""

    code = "bundle.publisher"


class ClockSetBackError(BundleError):
    """The clock shows a time before one that is known to be past."""

    code = "bundle.clock"


class SourceError(BundleError):
    """A source is gone, unreadable, or does not hold what it should."""

    code = "bundle.source"


class NotInSourceError(SourceError):
    """There is no such file in the source."""

    code = "bundle.not_in_source"


class SlowSourceError(SourceError):
    """A source stalls."""

    code = "bundle.source_slow"


class NoRoomError(BundleError):
    """The disk is full, or will not take what is written."""

    code = "bundle.no_room"


class StoreError(BundleError):
    """The store of installed bundles cannot be read or written."""

    code = "bundle.store"


class BusyError(BundleError):
    """Another program is installing."""

    code = "bundle.busy"


class UnhealthyError(BundleError):
    """What was installed does not work here, and the earlier one stays in use."""

    code = "bundle.unhealthy"


class FailedBeforeError(BundleError):
    """It did not work here before, and nobody has said that it should be tried once more."""

    code = "bundle.failed_before"


class WeakerSafetyError(UnhealthyError):
    """New crisis patterns find less danger, or cry wolf more, than those they would replace."""

    code = "bundle.weaker_safety"


class OutOfOrderError(BundleError):
    """A step of an installation was left out: a fault in the program."""

    code = "bundle.out_of_order"


class NothingToDoError(BundleError):
    """There is no such bundle, or none to go back to."""

    code = "bundle.nothing"
