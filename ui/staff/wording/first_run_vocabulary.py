"""The section of the word file for the first start."""

from ui.staff.wording.phrases import ForName, Plain, Section


class FirstRunWords(Section):
    """The first start."""

    window: Plain
    next: Plain
    back: Plain
    make: Plain
    open: Plain
    optional: Plain
    house: Plain
    house_explained: Plain
    house_name: Plain
    address: Plain
    address_hint: Plain
    city: Plain
    timezone: Plain
    emergency_number: Plain
    folder: Plain
    choose_folder: Plain
    administrator: Plain
    administrator_explained: Plain
    names_missing: Plain
    residents: Plain
    residents_explained: Plain
    resident_missing: Plain
    resident_known: Plain
    remove_resident: Plain
    born_hint: Plain
    born_wrong: Plain
    nobody_yet: Plain
    kiosk: Plain
    no_kiosk: Plain
    key: Plain
    key_explained: Plain
    key_by_keyring: ForName
    key_by_person: Plain
    key_passphrase: Plain
    key_short: Plain
    making: Plain
    code: Plain
    code_explained: Plain
    code_how: Plain
    code_sheet: ForName
    code_kept: Plain
    code_first: Plain
    print_code: Plain
    write_it: Plain
    alarm: Plain
    alarm_explained: Plain
    sound: Plain
    sound_explained: Plain
    play: Plain
    played: Plain
    not_played: Plain
    outside: Plain
    outside_explained: Plain
    target_name_hint: Plain
    target_address: Plain
    target_hint: Plain
    target_role: Plain
    target_missing: Plain
    send_test: Plain
    sending: Plain
    test_title: Plain
    test_body: Plain
    test_sent: ForName
