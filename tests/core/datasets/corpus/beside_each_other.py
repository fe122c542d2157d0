"""What no row shows by itself: rows beside each other."""
# ruff: noqa: RUF001 (letters that look like others are what it is about)

from __future__ import annotations

from tests.core.datasets.corpus.case import Case, chat, planted, whole


def between_rows() -> list[Case]:
    plain = [
        chat(f"{what}の保管場所はどこですか。", f"{what}は二階の棚にある。鍵は総務が持っている。")
        for what in ("脚立", "工具箱", "延長コード")
    ]
    changing = chat(
        "会議室の鍵はどこですか。", "鍵は受付にあります。使った後は必ず返すものである。"
    )
    german = [
        chat(
            "Wo ist der Schlüssel für die Garage?",
            "Er liegt in der Schublade und ist mit einem roten Band markiert.",
        ),
        chat(
            "Wann kommt die Post in das Büro?",
            "Sie kommt um zehn, und der Bote legt sie auf den Tisch im Flur.",
        ),
    ]
    english = [
        chat(
            "Where is the key of the garage?", "It is in the drawer, and you can take it for a day."
        ),
        chat(
            "When does the mail come to the office?",
            "It comes at ten, and the courier puts it on the table in the hall.",
        ),
    ]
    return [
        planted(
            "the same chat twice",
            "en",
            [chat("Where is the ladder?", "Behind the door of the cellar, on the left.")] * 2,
            ("duplicate", 1, 2),
        ),
        planted(
            "the same chat but for width and case",
            "en",
            [
                chat("Where is the TV?", "Behind the door of the cellar, on the left."),
                chat("Where is the ｔｖ?", "Behind the door of the cellar, on the LEFT."),
            ],
            ("duplicate", 1, 2),
        ),
        planted(
            "the same chat but for its composition",
            "ja",
            [
                chat("ガスはどこですか。", "ガスは地下の扉の奥、左側にあります。"),
                chat("カ\u3099スはどこですか。", "カ\u3099スは地下の扉の奥、左側にあります。"),
            ],
            ("duplicate", 1, 2),
        ),
        planted("three in the plain style", "ja", plain, ("mixed_style:plain", 1, 2, 3)),
        planted("one that changes its style", "ja", [changing], ("mixed_style:inside", 1)),
        planted("two in German", "en", german, ("mixed_language", 1, 2)),
        planted("two in English", "ja", english, ("mixed_language", 1, 2)),
        planted(
            "an answer in English",
            "ja",
            [
                chat(
                    "車庫の鍵はどこにありますか。",
                    "It is in the drawer, and you can take it for a day if you ask.",
                )
            ],
            ("mixed_language:answer", 1),
        ),
        planted(
            "an answer in Japanese",
            "en",
            [
                chat(
                    "Where can I find the key of the garage?",
                    "鍵は引き出しの中にあります。借りるときは受付に声をかけてください。",
                )
            ],
            ("mixed_language:answer", 1),
        ),
        planted(
            "a very long answer",
            "en",
            [chat("Where is the garden?", "Behind the house, past the second gate. " * 90)],
            ("length_outlier:answer", 1),
        ),
        planted(
            "a very long question",
            "ja",
            [
                chat(
                    "庭はどこにありますか、" * 200 + "。",
                    "建物の裏の二つ目の門を抜けた先にあります。入るときは守衛に社員証を見せ、帰るときは必ず門を閉めてください。",
                )
            ],
            ("length_outlier:question", 1),
        ),
    ]


def styles() -> list[Case]:
    """A manual in the plain style, with two answers in the polite one."""
    plain = [
        chat("脚立はどこに置いてあるのか。", "地下の倉庫の奥に立ててある。"),
        chat("残業の申請はいつまでに出すのか。", "当日の午後五時までに上長へ出す。"),
        chat("来客用の駐車場は何台分あるのか。", "正門の横に四台分を確保している。"),
        chat("コピー用紙が切れたら誰に言うのか。", "総務の当番に内線で伝える。"),
        chat("健康診断は毎年何月に受けるのか。", "誕生月の翌月に受けるものである。"),
        chat("防災訓練では何を持って出るのか。", "ヘルメットと名簿だけを持つ。"),
        chat("出張の切符はだれが買うのか。", "本人が買い、領収書を経理に渡す。"),
        chat("電話の取り次ぎで最初に確かめることは何か。", "相手の会社名と氏名である。"),
        chat("会議の議事録はどこへ保存するのか。", "部署の共有フォルダーに置く。"),
        chat("備品を壊したときはどうするのか。", "隠さずに、その日のうちに報告する。"),
        chat("新しい机を注文できるのはだれか。", "課長以上の者だけが注文する。"),
        chat("夜間に警報が鳴ったらどこへ連絡するのか。", "警備室の直通番号にかける。"),
    ]
    polite = [
        chat("会議室の予約はどこで行うのか。", "社内のカレンダーで予約できます。"),
        chat("名札をなくしたときはどうするのか。", "すぐに受付へ連絡してください。"),
    ]
    return [
        whole("a plain manual", plain, ("few_examples", 0)),
        whole(
            "two polite answers in a plain manual",
            [*plain, *polite],
            ("few_examples", 0),
            ("mixed_style:polite", 13, 14),
        ),
    ]


def one_wording() -> list[Case]:
    """Questions that differ by one word ask about different things."""
    things = [
        "脚立",
        "工具箱",
        "掃除機",
        "台車",
        "電池",
        "封筒",
        "電卓",
        "印鑑",
        "名刺",
        "地図",
        "傘",
    ]
    tools = ["ladder", "toolbox", "vacuum cleaner", "cart", "battery", "stamp", "map", "umbrella"]
    return [
        planted(
            "a dozen things in one wording",
            "ja",
            [
                chat(
                    f"{thing}を借りるにはどうすればよいですか。",
                    f"{thing}は{number}階の棚にあります。",
                )
                for number, thing in enumerate(things, start=2)
            ],
        ),
        planted(
            "a dozen things in one wording",
            "en",
            [
                chat(f"How do I borrow the {tool} of the office?", f"It lies on floor {number}.")
                for number, tool in enumerate(tools, start=2)
            ],
        ),
    ]


CASES = [*between_rows(), *styles(), *one_wording()]
