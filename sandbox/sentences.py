"""What this Slack itself says to a person, in the person's language."""

from __future__ import annotations

from sandbox.records import Member

_SENTENCES = {
    "command_failed": (
        "{command} failed with the error “{error}”",
        "{command} はエラー「{error}」で失敗しました",
    ),
    "trouble": (
        "We had some trouble connecting. Try again?",
        "接続に問題が発生しました。もう一度お試しください。",
    ),
    "app_not_here": (
        "Togi isn't in this channel. Type `/invite @togi` to add it.",
        "Togi はこのチャンネルにいません。`/invite @togi` で招待できます。",
    ),
    "incomplete": ("Please complete this required field.", "この項目は必須です。"),
    "too_short": (
        "Please enter at least {least} characters.",
        "{least} 文字以上で入力してください。",
    ),
    "too_long": ("Please enter at most {most} characters.", "{most} 文字以内で入力してください。"),
    "no_email": ("Please enter a valid email address.", "有効なメールアドレスを入力してください。"),
    "no_url": ("Please enter a valid URL.", "有効な URL を入力してください。"),
    "no_number": ("Please enter a number.", "数値を入力してください。"),
    "no_whole_number": ("Please enter a whole number.", "整数を入力してください。"),
    "too_small": ("Please enter at least {least}.", "{least} 以上の値を入力してください。"),
    "too_great": ("Please enter at most {most}.", "{most} 以下の値を入力してください。"),
    "too_many_files": ("Please add at most {most} files.", "ファイルは {most} 個までです。"),
    "not_uploaded": (
        "Please wait until the upload has finished.",
        "アップロードが終わるまでお待ちください。",
    ),
    "file_too_large": ("{name} is larger than 10 MB.", "{name} は 10 MB を超えています。"),
    "wrong_file": (
        "{name} can't be used here. Allowed: {allowed}.",
        "{name} は使えません。使えるのは {allowed} です。",
    ),
}


def sentence(person: Member, name: str, /, **details: object) -> str:
    english, japanese = _SENTENCES[name]
    return (japanese if person.locale.startswith("ja") else english).format(**details)
