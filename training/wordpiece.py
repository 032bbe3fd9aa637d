"""Words to pieces, the one definition that training and the Rust engine share.

The engine does not re-implement Unicode folding: `fold_table` is written into the weights file and read back by
`crates/dateline-lang/src/wordpiece.rs`, so both sides cut a word into the same pieces.
"""
import unicodedata
from pathlib import Path

MAX_CHARS = 100  # longer words become one unknown piece
MAX_PIECES = 16  # a word never takes more pieces than this
LAST_FOLDED = 0x2FFFF

KEEP, DROP, SPLIT = 0, 1, 2


def _is_cjk(cp):
    return (0x4E00 <= cp <= 0x9FFF or 0x3400 <= cp <= 0x4DBF or 0x20000 <= cp <= 0x2FFFF or 0xF900 <= cp <= 0xFAFF)


def char_class(ch):
    """Whether a folded character stays, vanishes or stands alone."""
    cp, cat = ord(ch), unicodedata.category(ch)
    if cp in (0, 0xFFFD) or cat in ("Mn", "Cc", "Cf", "Cs", "Co", "Cn") or cat.startswith("Z"):
        return DROP
    ascii_mark = 33 <= cp <= 47 or 58 <= cp <= 64 or 91 <= cp <= 96 or 123 <= cp <= 126
    return SPLIT if ascii_mark or cat.startswith("P") or _is_cjk(cp) else KEEP


def fold(ch):
    """A character in lower case without its accents; may be empty."""
    low = unicodedata.normalize("NFD", ch.lower())
    return "".join(c for c in low if char_class(c) != DROP)


def fold_table():
    """Class ranges [(first, last, class)] and folds [(code point, text)] that differ from the identity."""
    ranges, folds = [], []
    for cp in range(LAST_FOLDED + 1):
        if 0xD800 <= cp <= 0xDFFF:
            continue
        ch = chr(cp)
        cls = char_class(ch)
        if cls != KEEP:
            if ranges and ranges[-1][1] == cp - 1 and ranges[-1][2] == cls:
                ranges[-1][1] = cp
            else:
                ranges.append([cp, cp, cls])
        if cls != DROP and not 0xAC00 <= cp <= 0xD7A3 and fold(ch) != ch:
            folds.append((cp, fold(ch)))
    return ranges, folds


class WordPiece:
    """Greedy longest match over the 30,522 uncased pieces of BERT."""

    def __init__(self, vocab_file):
        self.pieces = Path(vocab_file).read_text(encoding="utf-8").splitlines()
        self.index = {p: i for i, p in enumerate(self.pieces)}
        self.unk, self.cls, self.sep = (self.index[p] for p in ("[UNK]", "[CLS]", "[SEP]"))

    def word(self, word):
        """Piece numbers of one word; never empty."""
        out = []
        for run in self._runs(word[:MAX_CHARS + 1]):
            out += self._match(run)
        return out[:MAX_PIECES] or [self.unk]

    def _runs(self, word):
        if len(word) > MAX_CHARS:
            return []
        runs, current = [], ""
        for ch in word:
            # Hangul syllables stay whole on both sides: they fold algorithmically, not by table.
            text = ch if 0xAC00 <= ord(ch) <= 0xD7A3 else fold(ch)
            for c in text:
                if char_class(c) == SPLIT:
                    runs += [current, c] if current else [c]
                    current = ""
                else:
                    current += c
        return runs + ([current] if current else [])

    def _match(self, run):
        out, at = [], 0
        while at < len(run):
            for end in range(len(run), at, -1):
                piece = self.index.get(("##" if at else "") + run[at:end])
                if piece is not None:
                    break
            else:
                return [self.unk]
            out.append(piece)
            at = end
        return out
