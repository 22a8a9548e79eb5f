"""The strict check of an LP file, made before HiGHS sees it.

HiGHS' reader splits with C's `strtod` and guesses: `0x1` is a hexadecimal number, `inform` is infinity and the column
`orm`, what follows ` ;` or End is dropped (HiGHS 1.15.1, highs/io/filereaderlp/reader.cpp). Here tokens must be set
apart, except for a plain coefficient before its column (`3x`), two terms need a sign between them, and each bound
stands on a line of its own.
"""

import re
from dataclasses import dataclass, field

from slipway.optimiser.model_text import InvalidModel, numbered_lines, refuse, shown
from slipway.optimiser.mps_check import Counts
from slipway.optimiser.numeric_tokens import finite

# Exactly the words that HiGHS takes as sections.
SECTIONS = {
    **dict.fromkeys((b"minimize", b"minimum", b"min", b"maximize", b"maximum", b"max"), "objective"),
    **dict.fromkeys((b"subject to", b"such that", b"st", b"s.t."), "constraints"),
    **dict.fromkeys((b"bounds", b"bound"), "bounds"),
    **dict.fromkeys((b"binary", b"binaries", b"bin"), "columns"),
    **dict.fromkeys((b"general", b"generals", b"gen", b"integer", b"integers"), "columns"),
    **dict.fromkeys((b"semi-continuous", b"semi", b"semis"), "columns"),
    b"sos": "sos",
    b"end": "end",
}

_DELIMITERS = rb"\s+\-*/^\[\]:<>=\\"
_SECTION_WORDS = b"|".join(
    re.escape(word).replace(rb"\ ", rb"[ \t]+") for word in sorted(SECTIONS, key=len, reverse=True)
)
_TOKEN = re.compile(
    rb"[ \t\r\f\v]+"
    rb"|(?P<comment>\\.*)"
    rb"|(?P<section>(?i:" + _SECTION_WORDS + rb"))(?![^" + _DELIMITERS + rb"])(?![ \t]*:)"
    rb"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?![^" + _DELIMITERS + rb"])"
    # `3x` as people write it; not where strtod would read on: `3e1`, `0x1`, `3inf`.
    rb"|(?P<coefficient>(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?=[A-Za-z])(?!(?i:e|inf|nan|(?<=0)x))"
    rb"|(?P<compare><=|>=|<|>|=)"
    rb"|(?P<sign>[+-])"
    rb"|(?P<open>\[)|(?P<close>\])|(?P<times>\*)|(?P<over>/)|(?P<power>\^)|(?P<colon>:)"
    rb"|(?P<name>[^0-9.;" + _DELIMITERS + rb"][^" + _DELIMITERS + rb"]*)"
)
_WORD = re.compile(rb"[^\s]+")
_INFINITE = (b"inf", b"infinity")
_BOUND = re.compile(r"(?:s?[ni]c)?v(?:cs?[ni])?|vf")

Token = tuple[str, bytes]


@dataclass
class _Lp:
    section: str = ""
    columns: set[bytes] = field(default_factory=set)
    labels: set[bytes] = field(default_factory=set)
    rows: int = 0
    # The statement being read: the token before, whether its comparison has come, whether it is complete.
    before: str = "start"
    compared: bool = False
    complete: bool = False
    label_allowed: bool = True
    in_brackets: bool = False


def check_lp(path: str) -> Counts:
    """Reads the whole file once; raises InvalidModel with line number and reason at the first fault."""
    model = _Lp()
    number = 0
    for number, line in numbered_lines(path):
        _check_line(model, _tokens(line, number), number)
    if model.section != "end":
        raise InvalidModel(f"End is missing: the file is cut off after line {number}")
    if not model.columns:
        raise InvalidModel("the model has no columns")
    return Counts(rows=model.rows, columns=len(model.columns), entries=None)


def _tokens(line: bytes, number: int) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    while position < len(line):
        match = _TOKEN.match(line, position)
        if match is None:
            word = _WORD.match(line, position)
            raise refuse(number, f"cannot read {shown(word.group() if word else line[position:])}: {_FORM}")
        kind, start = match.lastgroup, position
        position = match.end()
        if kind is None or kind == "comment":
            continue
        text = match.group()
        if kind == "open" and tokens and tokens[-1][0] == "name" and line[start - 1 : start].strip():
            raise refuse(number, f"{shown(tokens[-1][1] + line[start:position])}: a name cannot have brackets")
        if kind == "name" and text.lower().startswith((b"inf", b"nan")):
            if text.lower() not in _INFINITE:
                raise refuse(number, f"{shown(text)}: HiGHS reads a name that starts with inf or nan as a number")
            kind = "infinity"
        if kind == "colon" and tokens and tokens[-1][0] in ("name", "number"):
            tokens[-1] = ("label", tokens[-1][1])
            continue
        tokens.append((kind, text))
    return tokens


_FORM = "numbers are decimal with a point, and numbers and names are set apart by spaces"


def _check_line(model: _Lp, tokens: list[Token], line: int) -> None:
    bound: list[Token] = []
    for kind, text in tokens:
        if model.section == "end":
            raise refuse(line, f"text after End: {shown(text)}")
        if kind == "section":
            _finish_bound(model, bound, line)
            bound = []
            _start_section(model, text, line)
        elif model.section == "objective":
            _objective(model, kind, text, line)
        elif model.section == "constraints":
            _constraint(model, kind, text, line)
        elif model.section == "bounds":
            bound.append((kind, text))
        elif model.section == "columns":
            _listed_column(model, kind, text, line)
        else:
            raise refuse(line, f"expected Minimize or Maximize, found {shown(text)}")
    _finish_bound(model, bound, line)


def _start_section(model: _Lp, text: bytes, line: int) -> None:
    section = SECTIONS[b" ".join(text.lower().split())]
    if section == "sos":
        raise refuse(line, "special ordered sets are not supported")
    if (section == "objective") != (model.section == ""):
        raise refuse(line, f"section {shown(text)} stands in the wrong place: the objective comes first, and once")
    if model.section == "constraints" and not (model.complete or model.before == "start"):
        raise refuse(line, "the constraint before this section is not complete")
    if model.section == "objective" and (model.before in ("sign", "times", "power", "over") or model.in_brackets):
        raise refuse(line, "the objective is not complete")
    model.section = section
    _new_statement(model)


def _new_statement(model: _Lp) -> None:
    model.before = "start"
    model.compared = model.complete = False
    model.label_allowed = True


def _objective(model: _Lp, kind: str, text: bytes, line: int) -> None:
    if kind == "compare":
        raise refuse(line, f"{shown(text)} in the objective: is Subject To missing?")
    _term(model, kind, text, line)


def _constraint(model: _Lp, kind: str, text: bytes, line: int) -> None:
    if model.complete and kind in ("label", "number", "coefficient", "name", "sign"):
        _new_statement(model)
    if kind == "label":
        if text in model.labels:
            raise refuse(line, f"constraint {shown(text)} is declared twice")
        model.labels.add(text)
    # HiGHS drops a constant on the left side without a word, and cannot read `1 <= x + y`.
    if model.before == "number" and not model.complete and kind != "name":
        raise refuse(line, "a constant beside the columns of a constraint: bring it to the right-hand side")
    if kind == "compare":
        if model.complete or model.compared or model.before not in ("name", "close"):
            raise refuse(line, f"{shown(text)} must stand once, between columns and a number")
        model.compared = True
        model.before = kind
    elif model.compared and not model.complete:
        _right_side(model, kind, text, line)
    else:
        _term(model, kind, text, line)


def _right_side(model: _Lp, kind: str, text: bytes, line: int) -> None:
    if kind == "sign" and model.before == "compare":
        model.before = kind
        return
    if kind == "coefficient":
        raise refuse(line, f"{shown(text)} runs into a word; the right-hand side is a number alone")
    if kind != "number":
        raise refuse(line, f"the right-hand side must be a number, not {shown(text)}")
    finite(text, line)
    model.rows += 1
    model.complete = True
    model.before = kind


def _term(model: _Lp, kind: str, text: bytes, line: int) -> None:
    if kind == "coefficient":
        kind = "number"
    before = model.before
    operand_before = before in ("number", "name", "close")
    if kind == "label":
        if not model.label_allowed:
            raise refuse(line, f"label {shown(text)} in the middle of an expression")
    elif kind == "number":
        if operand_before:
            raise refuse(line, f"{shown(text)} follows another term without a sign")
        finite(text, line)
    elif kind == "name":
        if before in ("name", "close"):
            raise refuse(line, f"{shown(text)} follows another term without a sign")
        model.columns.add(text)
    elif kind == "open":
        if model.in_brackets or operand_before:
            raise refuse(line, "a bracket must follow a sign and cannot be nested")
        model.in_brackets = True
    elif kind == "close":
        if not model.in_brackets or not operand_before:
            raise refuse(line, "this bracket closes nothing")
        model.in_brackets = False
    elif kind in ("times", "power"):
        if not model.in_brackets or before != "name":
            raise refuse(line, f"{shown(text)} stands only between columns in brackets (quadratic terms)")
    elif kind == "over":
        if before != "close":
            raise refuse(line, "/ stands only behind the bracket of quadratic terms")
    elif kind != "sign":
        raise refuse(line, f"{shown(text)} is allowed in bounds only")
    model.before = kind
    model.label_allowed = False


def _finish_bound(model: _Lp, tokens: list[Token], line: int) -> None:
    if not tokens:
        return
    codes = "".join(
        "f" if kind == "name" and text.lower() == b"free" else _BOUND_CODES.get(kind, "?") for kind, text in tokens
    )
    if not _BOUND.fullmatch(codes) or codes == "v":
        raise refuse(line, "a bound is `low <= column <= high`, one half of it, `column = value` or `column free`")
    for kind, text in tokens:
        if kind == "number":
            finite(text, line)
    name = tokens[codes.index("v")][1]
    if name not in model.columns:
        raise refuse(line, f"a bound on the unknown column {shown(name)}")


_BOUND_CODES = {"sign": "s", "number": "n", "infinity": "i", "compare": "c", "name": "v"}


def _listed_column(model: _Lp, kind: str, text: bytes, line: int) -> None:
    if kind != "name":
        raise refuse(line, f"expected a column, found {shown(text)}")
    if text not in model.columns:
        raise refuse(line, f"column {shown(text)} appears in no row and not in the objective")
