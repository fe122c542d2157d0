"""Tables as text: the dialects of spreadsheet programs, and what hands and scripts make of them."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from core.datasets.reading.unfit_headers import (
    NoAnswerColumn,
    NoQuestionColumn,
    UnclearAnswerColumn,
    UnclearQuestionColumn,
)
from core.datasets.refusals import (
    BrokenQuotes,
    EmptyFile,
    HugeCell,
    NotJsonLines,
)
from tests.core.datasets.corpus.case import Case, faulty, reads, refused

HEAD = "question,answer\n"
AB = ("a", "b")
LONGEST = 10_000_000

BLANKS = {
    "nothing": "",
    "a space": " ",
    "spaces in quotation marks": '"   "',
    "a tab": "\t",
    "a newline": '"\n"',
    "a no-break space": "\u00a0",
    "a full-width space": "\u3000",
    "a space without width": "\u200b",
    "joiners": "\u200c\u200d\u2060",
    "marks of direction": "\u200e\u200f\u202a\u202c",
    "a mark of byte order": "\ufeff",
    "a soft hyphen": "\u00ad",
    "an em space": "\u2003",
    "a narrow space": "\u202f",
    "a line separator": "\u2028",
    "a vertical tab": "\x0b",
    "a Hangul filler": "\u3164",
    "a Braille blank": "\u2800",
    "a next-line mark": "\u0085",
}


def dialects() -> list[Case]:
    return [
        reads("newlines of Windows", "question,answer\r\na,b\r\n", AB),
        reads("newlines of the old Mac", "question,answer\ra,b\rc,d\r", AB, ("c", "d")),
        reads(
            "newlines of all kinds", "question,answer\r\na,b\nc,d\re,f", AB, ("c", "d"), ("e", "f")
        ),
        reads("no newline at the end", "question,answer\na,b", AB),
        reads("tabs", "question\tanswer\na\tb\n", AB),
        reads("tabs under the name of a CSV", "question\tanswer\na,1\tb;2\n", ("a,1", "b;2")),
        reads("commas under the name of a TSV", "question,answer\na,b\n", AB, file="faq.tsv"),
        reads(
            "semicolons, as European Excel has them", "question;answer\na,1;b,2\n", ("a,1", "b,2")
        ),
        reads("semicolons in quotation marks", '"question";"answer"\n"a;1";b\n', ("a;1", "b")),
        reads("a table without an ending", "question,answer\na,b\n", AB, file="faq"),
        reads("a table called text", "question\tanswer\na\tb\n", AB, file="faq.txt"),
        reads("an ending in capitals", "question,answer\na,b\n", AB, file="FAQ.CSV"),
        reads("a Japanese file name", "質問,回答\na,b\n", AB, file="よくある質問（最新）.csv"),
        reads("a separator at the end of all rows", "question,answer,\na,b,\n", AB),
        reads("empty cells beyond the header", "question,answer\na,b,,,\n", AB),
        reads("empty lines everywhere", "\n\nquestion,answer\n\na,b\n\n\n", AB),
        reads("an index without a name", ",question,answer\n0,a,b\n", AB),
        reads("ten thousand columns", wide(10_000), AB),
        reads("quotation marks around everything", '"question","answer"\n"a","b"\n', AB),
        reads("quotation marks doubled inside", HEAD + '"say ""a""","""b"""\n', ('say "a"', '"b"')),
        reads("quotation marks inside a bare cell", HEAD + 'a 5" disk,b\n', ('a 5" disk', "b")),
        reads("newlines inside cells", HEAD + '"a\n\nb","c\r\nd"\n', ("a\n\nb", "c\r\nd")),
        reads("a cell that is only punctuation", HEAD + "?,!\n", ("?", "!")),
        reads("apostrophes are no quotation marks", HEAD + "'a,b'\n", ("'a", "b'")),
        reads("typographic quotation marks", HEAD + "“a”,«b»\n", ("“a”", "«b»")),
        reads("blanks around a text stay", HEAD + " a , b \n", (" a ", " b ")),
        reads(
            "formulas stay text",
            HEAD + "=1+1,@SUM(A1)\n+2,-3\n",
            ("=1+1", "@SUM(A1)"),
            ("+2", "-3"),
        ),
        reads(
            "a formula of an attacker stays text",
            HEAD + "\"=cmd|' /C calc'!A0\",b\n",
            ("=cmd|' /C calc'!A0", "b"),
        ),
        reads(
            "names of nothing stay text",
            HEAD + "NULL,NaN\nNone,N/A\n",
            ("NULL", "NaN"),
            ("None", "N/A"),
        ),
        reads("errors of a spreadsheet stay text", HEAD + "#REF!,#N/A\n", ("#REF!", "#N/A")),
        reads(
            "numbers stay as they were typed",
            HEAD + "007,1e5\n1.50,0x10\n",
            ("007", "1e5"),
            ("1.50", "0x10"),
        ),
        reads(
            "separators of other tables inside cells",
            HEAD + "a\u2028b,c\x0cd\n",
            ("a\u2028b", "c\x0cd"),
        ),
        reads(
            "HTML stays text",
            HEAD + "<b>a</b>,<script>b</script>\n",
            ("<b>a</b>", "<script>b</script>"),
        ),
        reads("backslashes stay", HEAD + "a\\n,C:\\temp\\\n", ("a\\n", "C:\\temp\\")),
        reads(
            "controls that JSON must escape",
            HEAD + "a bell\x07 rings,and a unit\x1f ends there\x7f\n",
            ("a bell\x07 rings", "and a unit\x1f ends there\x7f"),
        ),
        reads("the longest cell", f"{HEAD}{'x' * LONGEST},b\n", ("x" * LONGEST, "b")),
    ]


def headers() -> list[Case]:
    names = [
        "QUESTION,ANSWER",
        "Prompt,Completion",
        "input,output",
        "query,response",
        "user,assistant",
        "instruction,reply",
        "Q,A",
        "質問,回答",
        "質問文,回答文",
        "問い,答え",
        "指示,応答",
        "入力,出力",
        "プロンプト,返答",
        "ｑｕｅｓｔｉｏｎ,Ａｎｓｗｅｒ",
        "\u3000質 問\u3000,回\u00a0答",
        '"question\n","ans-wer"',
        "question,answer,split,note",
    ]
    return [
        *(reads(f"columns {name!r}", f"{name}\na,b\n", AB) for name in names),
        refused("no answer", "question,note\na,b\n", NoAnswerColumn),
        refused("no question", "note,answer\na,b\n", NoQuestionColumn),
        refused("no header", "What is it?,A thing\nAnd this?,Another\n", NoQuestionColumn),
        refused("a title above the header", "Our FAQ\nquestion,answer\na,b\n", NoQuestionColumn),
        refused("bars between the columns", "question|answer\na|b\n", NoQuestionColumn),
        refused("one column", "question\na\n", NoAnswerColumn),
        refused("a poem", "Roses are red\nViolets are blue\n", NoQuestionColumn),
        refused(
            "two that may be the question", "prompt,input,answer\na,b,c\n", UnclearQuestionColumn
        ),
        refused(
            "two that may be the answer", "question,output,reply\na,b,c\n", UnclearAnswerColumn
        ),
        refused("the same name twice", "question,answer,answer\na,b,c\n", UnclearAnswerColumn),
        refused("a header and nothing else", "question,answer\n", EmptyFile),
        refused("a header without a newline", "question,answer", EmptyFile),
        refused("a header and empty lines", "question,answer\n\n\r\n\n", EmptyFile),
        refused("a list in a table's name", '[{"question":"a","answer":"b"}]', NotJsonLines),
    ]


def quotes() -> list[Case]:
    return [
        refused("a quotation that never ends", HEAD + 'a,"b\nc,d\n', BrokenQuotes),
        refused(
            "a quotation that never ends, in the header",
            'question,"answer\na,b\n',
            NoQuestionColumn,
        ),
        refused("text after a quotation", HEAD + '"a"b,c\n', BrokenQuotes),
        refused("a blank after a quotation", HEAD + '"a" ,b\n', BrokenQuotes),
        refused("marks escaped with a backslash", HEAD + '"a \\"b\\" c",d\n', BrokenQuotes),
        refused("a cell beyond the longest", f"{HEAD}a,{'x' * (LONGEST + 1)}\n", HugeCell),
        refused(
            "a quotation that swallows the file",
            HEAD + 'a,"' + ("b" * 999 + ",c\n") * 10_010,
            HugeCell,
        ),
    ]


def rows() -> list[Case]:
    return [
        *(
            faulty(f"a question of {name}", f"{HEAD}a,b\n{blank},c\n", (2, "empty_question"))
            for name, blank in BLANKS.items()
        ),
        *(
            faulty(f"an answer of {name}", f"{HEAD}a,b\nc,{blank}\n", (2, "empty_answer"))
            for name, blank in BLANKS.items()
        ),
        faulty("a row of separators", HEAD + "a,b\n,\n", (2, "empty_question")),
        faulty("a missing cell", HEAD + "a,b\nc\n", (2, "empty_answer")),
        faulty("a cell too many", HEAD + "a,b\na,b,c\n", (2, "extra_cells")),
        faulty("a comma in a bare answer", HEAD + "a,yes, but no\n", (1, "extra_cells")),
        faulty("a quotation after a blank", HEAD + 'a, "b, c"\n', (1, "extra_cells")),
        faulty(
            "a split that nobody knows", "question,answer,split\na,b,monday\n", (1, "unknown_split")
        ),
        faulty(
            "every row is bad", HEAD + ",\n" * 3, *[(row, "empty_question") for row in (1, 2, 3)]
        ),
        faulty(
            "rows are counted as people count them",
            f'{HEAD}"a\nb",c\n\n,d\n"e\n\n\nf",\n',
            (2, "empty_question"),
            (3, "empty_answer"),
        ),
        faulty("the last of many", HEAD + "a,b\n" * 30_000 + "a,\n", (30_001, "empty_answer")),
    ]


def wide(columns: int) -> str:
    names = [f"column {number}" for number in range(columns)]
    names[5], names[-1] = "question", "answer"
    cells = ["a" if name == "question" else "b" for name in names]
    return f"{','.join(names)}\n{','.join(cells)}\n"


CASES = [*dialects(), *headers(), *quotes(), *rows()]
