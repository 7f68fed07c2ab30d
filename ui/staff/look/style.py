"""How the staff window looks: sizes, colours and the one style sheet."""

from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from ui.staff.look.palette import LIGHT, Palette
from ui.staff.look.priority import Priority, colours_of

GROUND, CARD, LINE, EDGE = LIGHT.ground, LIGHT.card, LIGHT.line, LIGHT.edge
TEXT, SECONDARY = LIGHT.text, LIGHT.secondary
BAR, BAR_TEXT, BAR_SECONDARY = LIGHT.bar, LIGHT.bar_text, LIGHT.bar_secondary
BAR_CHOSEN, BAR_MARK = LIGHT.bar_chosen, LIGHT.bar_mark
TEAL, TEAL_TINT = LIGHT.do, LIGHT.tint
RED, RED_TINT, AMBER, AMBER_TINT = LIGHT.red, LIGHT.red_tint, LIGHT.amber, LIGHT.amber_tint

RADIUS = 10


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes at a text scale; 1.0 is 15 px for the body.

    Attributes:
        has_motion: whether lamps may flash.
        palette: by day or by night.
    """

    family: str = "Inter"
    scale: float = 1.0
    has_motion: bool = True
    palette: Palette = LIGHT

    def px(self, length: float) -> int:
        """Return a length at this scale in whole pixels."""
        return round(length * self.scale)


_SHEET = Template("""
* { font-family: "$family", "Noto Sans", "DejaVu Sans"; font-size: ${px15}px; color: $text; }
QMainWindow, #page, #scroll, #scrollContent, #column { background: $ground; }
QScrollArea { border: none; background: transparent; }
QToolTip { background: $card; color: $text; border: 1px solid $edge; padding: ${px6}px; }

QLabel { background: transparent; }
QLabel[kind="secondary"] { color: $secondary; }
QLabel[kind="small"] { color: $secondary; font-size: ${px13}px; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="page"] { font-size: ${px22}px; font-weight: 700; }
QLabel[kind="name"] { font-size: ${px22}px; font-weight: 700; }
QLabel[kind="quote"] { font-size: ${px17}px; }
QLabel[kind="time"] { font-size: ${px34}px; font-weight: 700; }
QLabel[kind="figure"] { font-size: ${px27}px; font-weight: 700; }
QLabel[kind="hero"] { font-size: ${px28}px; font-weight: 700; }
QLabel[kind="factName"] { color: $secondary; font-weight: 600; font-size: ${px13}px; }
QLabel[kind="due"] { color: $amber; font-weight: 600; }
QLabel[kind="clock"] { font-size: ${px20}px; font-weight: 600; }
QLabel[kind="number"] { color: $red; font-size: ${px20}px; font-weight: 700; }
QLabel[kind="code"] { font-family: "DejaVu Sans Mono", monospace; font-size: ${px28}px;
  font-weight: 700; }
QLabel[kind="warning"] { color: $amber; font-weight: 600; }
QLabel[kind="error"] { color: $red; font-weight: 600; }
QLabel[kind="badge"] { font-size: ${px14}px; font-weight: 600; border-radius: ${px6}px;
  padding: ${px3}px ${px9}px; border: 2px solid; }
$badges

QFrame#panel { background: $card; border: 1px solid $line; border-radius: ${radius}px; }
QLabel#banner { background: $red_tint; color: $red; font-weight: 600; border: 1px solid $red;
  border-radius: ${radius}px; padding: ${px12}px ${px16}px; }
QLabel#banner[tone="good"] { background: $tint; color: $mark; border-color: $mark; }
QLabel#banner[tone="unknown"] { background: $card; color: $secondary; border-color: $line; }
QLabel#notice { background: $amber_tint; color: $amber; font-weight: 600;
  border: 1px solid $amber; border-radius: ${radius}px; padding: ${px12}px ${px16}px; }

QFrame#emergency { background: $red_tint; border: 1px solid $red; border-radius: ${px8}px; }

QPushButton { background: $card; border: 1px solid $edge; border-radius: ${px8}px;
  min-height: ${px40}px; padding: 0 ${px12}px; font-weight: 600; }
QPushButton:hover { background: $tint; }
QPushButton:focus { border: 2px solid $mark; padding: 0 ${px11}px; }
QPushButton:disabled { color: $secondary; background: $ground; border-color: $line; }
QPushButton[kind="do"] { background: $do; border: 1px solid $do; color: $on_do; }
QPushButton[kind="do"]:hover { background: $do_over; }
QPushButton[kind="do"]:focus { border: 3px solid $bar_mark; }
QPushButton[kind="do"]:disabled { background: $ground; border-color: $line; color: $secondary; }
QPushButton[kind="choice"]:checked { background: $do; border-color: $do; color: $on_do; }
QPushButton[kind="choice"]:checked:focus { border: 3px solid $bar_mark; }
QPushButton[kind="link"] { border: none; background: transparent; color: $mark; padding: 0;
  min-height: ${px24}px; text-align: left; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $mark; border-radius: ${px4}px; }

QLineEdit { background: $card; border: 1px solid $edge; border-radius: ${px8}px;
  min-height: ${px40}px; padding: 0 ${px12}px; selection-background-color: $do;
  selection-color: white; placeholder-text-color: $secondary; }
QLineEdit:focus { border: 2px solid $mark; padding: 0 ${px11}px; }
QLineEdit:disabled { background: $ground; color: $secondary; }

#bar { background: $bar; }
#bar QLabel { color: $bar_secondary; font-size: ${px13}px; }
#bar QLabel#brand { color: white; font-size: ${px22}px; font-weight: 600; }
#bar QLabel[kind="health"] { color: $bar_text; font-weight: 600; }
#bar QLabel[kind="health"][tone="bad"] { color: #FFB4B4; }
#bar QLabel[kind="step"] { color: $bar_secondary; font-size: ${px15}px; }
#bar QLabel[kind="step"][now="yes"] { color: white; font-weight: 600; }
#bar QPushButton { background: transparent; border: none; border-left: ${px4}px solid transparent;
  border-radius: 0; color: $bar_text; text-align: left; font-weight: 400;
  min-height: ${px42}px; padding: 0 ${px20}px; }
#bar QPushButton:hover { background: #1C2D3C; }
#bar QPushButton:checked { background: $bar_chosen; color: white; font-weight: 600;
  border-left-color: $bar_mark; }
#bar QPushButton:focus { border: 2px solid $bar_mark; border-left: ${px4}px solid $bar_mark;
  padding: 0 ${px18}px 0 ${px20}px; }
#bar QScrollArea, #bar QScrollArea > QWidget > QWidget { background: transparent; border: none; }
#bar QPushButton[kind="foot"] { font-size: ${px13}px; min-height: ${px28}px; padding: 0;
  border-left: none; text-decoration: underline; color: $bar_secondary; }
#bar QPushButton[kind="foot"]::menu-indicator { image: none; width: 0; }
#bar QPushButton[kind="foot"]:focus { border: 2px solid $bar_mark; padding: 0; }
#board { background: $bar; }
#board QLabel[kind="boardBrand"] { color: white; font-size: ${px34}px; font-weight: 600; }
#board QLabel[kind="facility"] { color: $bar_text; font-size: ${px22}px; }
#board QLabel[kind="badge"] { font-size: ${px15}px; }
#board QLabel[kind="waitingHeading"] { color: white; font-size: ${px28}px; font-weight: 600; }
#board QLabel[kind="waitingRoom"] { color: white; font-size: ${px20}px; font-weight: 600; }
#board QLabel[kind="wallRoom"] { color: white; font-size: ${px40}px; font-weight: 600; }
#board QLabel[kind="waitingTime"] { color: white; font-size: ${px20}px; }
#board QLabel[kind="boardNote"] { color: $bar_secondary;
  font-size: ${px17}px; padding-top: ${px10}px; }
#board QLabel[kind="boardWarning"] { color: #FFB4B4; font-weight: 600; }
#board QLabel[kind="clock"] { color: $bar_text; font-size: ${px34}px; }
#entry { background: $ground; }
#header { background: $card; border-bottom: 1px solid $line; }
#header QPushButton { min-height: ${px34}px; }

QFrame#listed { background: $card; border: 1px solid $line; border-radius: ${radius}px; }
QFrame#listed[chosen="true"] { border: 2px solid $mark; }

QTableView { background: $card; border: 1px solid $line;
  border-radius: ${radius}px; gridline-color: transparent; selection-background-color: $tint;
  selection-color: $text; outline: 0; }
QTableView:focus { border: 2px solid $mark; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $card; color: $secondary; font-weight: 600;
  font-size: ${px13}px; border: none; border-bottom: 1px solid $line;
  padding: ${px10}px ${px11}px; text-align: left; }
QListView { background: transparent; border: none; outline: 0; }
QListWidget#cases::item { background: $card; border: 2px solid $line;
  border-radius: ${px8}px; padding: ${px9}px ${px12}px; margin-bottom: ${px8}px; color: $text; }
QListWidget#cases::item:selected { background: $tint; border: 2px solid $mark; color: $text; }
QScrollBar:vertical { background: transparent; width: ${px12}px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: ${px4}px;
  min-height: ${px40}px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: $edge; }
QScrollBar:horizontal { background: transparent; height: ${px12}px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; border-radius: ${px4}px; margin: 2px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableWidget, QTableWidget:focus { border-radius: 0; }
QAbstractSpinBox { background: $card; border: 1px solid $edge; border-radius: ${px8}px;
  color: $text; min-height: ${px40}px; padding: 0 ${px12}px; selection-background-color: $do;
  selection-color: white; }
QAbstractSpinBox:focus { border: 2px solid $mark; padding: 0 ${px11}px; }
QAbstractSpinBox:disabled { background: $ground; color: $secondary; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QDateEdit::drop-down { border: none; width: ${px28}px; }
QDateEdit::down-arrow { image: url($arrow); width: ${px14}px; height: ${px14}px; }
QCheckBox { spacing: ${px8}px; min-height: ${px28}px; }
QCheckBox::indicator { width: ${px18}px; height: ${px18}px; border: 2px solid $edge;
  border-radius: ${px4}px; background: $card; }
QCheckBox::indicator:checked { background: $do; border-color: $mark; image: url($tick); }
QCheckBox:focus { color: $mark; }
QListWidget#photos { background: $card; border: 1px solid $line; border-radius: ${px8}px; }
QListWidget#photos::item { border: 3px solid transparent; border-radius: ${px6}px; }
QListWidget#photos::item:selected { border-color: $mark; background: $tint; }
QComboBox { background: $card; border: 1px solid $edge; border-radius: ${px8}px; color: $text;
  min-height: ${px40}px; padding: 0 ${px12}px; }
QComboBox:focus { border: 2px solid $mark; }
QComboBox::drop-down { border: none; width: ${px28}px; }
QComboBox::down-arrow { image: url($arrow); width: ${px14}px; height: ${px14}px; }
QComboBox:disabled { background: $ground; color: $secondary; }
QComboBox QAbstractItemView { background: $card; color: $text; selection-background-color: $tint;
  selection-color: $text; }
QPlainTextEdit { background: $card; border: 1px solid $edge; border-radius: ${px8}px;
  padding: ${px8}px; color: $text; }
QPlainTextEdit:focus { border: 2px solid $mark; }
QListWidget#residentList { background: $card; border: 1px solid $line;
  border-radius: ${radius}px; }
QListWidget#residentList::item { padding: ${px10}px ${px12}px; color: $text;
  border-left: ${px4}px solid transparent; }
QListWidget#residentList::item:selected { background: $tint; color: $text;
  border-left: ${px4}px solid $mark; }
QTabBar::tab { background: transparent; color: $secondary; font-weight: 600;
  padding: ${px9}px ${px16}px; border-bottom: ${px3}px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $mark; }
QTabBar::tab:focus { color: $mark; }
QTabWidget::pane { border: none; }
QTabWidget, QStackedWidget { background: transparent; }
QPushButton[kind="danger"] { background: $card; border: 2px solid $red; color: $red; }
QPushButton[kind="danger"]:hover { background: $red_tint; }
QPushButton[kind="danger"]:focus { border: 3px solid $red; }
QPushButton[kind="danger"]:disabled { color: $secondary; border-color: $line; background: $ground; }
QLabel[kind="state"] { font-weight: 600; }
QLabel[kind="state"][tone="bad"] { color: $red; }
QLabel[kind="state"][tone="unknown"] { color: $amber; }
QLabel[kind="state"][tone="good"] { color: $mark; }
""")

_PX = (3, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 27, 28, 34, 40, 42)


def style_sheet(look: Look) -> str:
    """Return the style sheet of the whole window."""
    paint = look.palette
    colours = asdict(paint)
    lengths = {f"px{length}": look.px(length) for length in _PX}
    return _SHEET.substitute(
        colours,
        **lengths,
        radius=look.px(RADIUS),
        arrow=_icon("down"),
        tick=_icon("tick"),
        family=look.family,
        badges="\n".join(_badge(priority) for priority in Priority),
    )


def _icon(name: str) -> str:
    return (Path(str(files("resources"))) / "icons" / f"{name}.svg").as_posix()


def _badge(priority: Priority) -> str:
    colours = colours_of(priority)
    return (
        f'QLabel[kind="badge"][priority="{priority}"] {{ background: {colours.ground};'
        f" color: {colours.text}; border-color: {colours.edge}; }}"
    )
