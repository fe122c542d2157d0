"""The story: examples, a training, a comparison, a question, three ratings, a summary."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.json_types import JsonObject
from sandbox.tour.example import Example
from sandbox.tour.looking import element, elements, offers, picture, table, words
from sandbox.tour.people import Member, Stuck
from sandbox.tour.score import Score, scores
from sandbox.tour.telling import Narrator

CHANNEL = "C0SUPPORT"
# What the app calls its buttons and fields; everything else is read from what it shows.
TRAIN, CANCEL, COMPARE, USE = "train_dataset", "cancel_job", "compare_model", "use_model"
THUMB, RATE_IN_DETAIL = "thumb", "rate_in_detail"
FILE, NAME, SYSTEM = "file", "name", "system"
TRAINING_SECONDS, COMPARING_SECONDS = 1800.0, 600.0
BAR = "█░"
TOLD_SHARE = 0.1  # of a training, between two lines about it
HIGHEST, LOWEST = "5", "0"
TWO_RATINGS = "(2)"  # Aiko's and Dana's, of one measure
SUMMARIES = 10


@dataclass(frozen=True)
class Cast:
    aiko: Member
    ben: Member
    chika: Member
    dana: Member

    @property
    def names(self) -> dict[str, str]:
        people = (self.aiko, self.ben, self.chika, self.dana)
        return {one.id: one.name for one in people} | {CHANNEL: "#support"}


@dataclass
class Story:
    """One play of the loop; each method is a chapter."""

    cast: Cast
    example: Example
    narrator: Narrator

    async def play(self) -> tuple[Score, Score]:
        """How the tuned model and its base did on questions that neither has seen."""
        card = await self.bring()
        ready = await self.train(card)
        tuned, base = await self.compare(ready)
        await self.use(ready)
        answer = await self.ask()
        await self.rate(answer)
        await self.sum_up()
        return tuned, base

    async def bring(self) -> JsonObject:
        ben, tell = self.cast.ben, self.narrator.tell
        with self.narrator.chapter("Ben brings examples of good answers"):
            tell("Ben types /ft dataset add and attaches {file}.", file=self.example.file.name)
            began = await self._now(ben)
            await ben.command(CHANNEL, "dataset add")
            view = await ben.modal()
            uploaded = await ben.door.upload(ben.id, self.example.file)
            filled_in = {
                FILE: {"files": [{"id": uploaded}]},
                NAME: {"value": self.example.file.stem},
                SYSTEM: {"value": self.example.system_prompt},
            }
            await ben.submit(view, filled_in)
            card = await ben.find(CHANNEL, offers(TRAIN), after=began)
            self._quote(card, lines=2)
        return card

    async def train(self, card: JsonObject) -> JsonObject:
        """The announcement, when the model is ready."""
        ben = self.cast.ben
        with self.narrator.chapter("Togi trains a model on them"):
            self.narrator.tell("Ben clicks “Train a model”. The loss should fall.")
            await ben.click(CHANNEL, card, TRAIN)
            job = await ben.find(CHANNEL, offers(CANCEL), after=card["ts"])
            ready = await self._follow(job)
            self._quote(ready)
        return ready

    async def _follow(self, job: JsonObject) -> JsonObject:
        """Tell of the loss while it falls, until the announcement stands in the card's thread."""
        told = -1.0
        async for messages in self.cast.ben.watch(CHANNEL, job["ts"], TRAINING_SECONDS):
            card, *replies = messages
            share = _share(card)
            if picture(card) and share - told >= TOLD_SHARE:
                told = share
                stage = words({"text": card["text"]}, {})[-1]
                self.narrator.quote([f"{stage} · {picture(card)}"])
            if replies:
                if not offers(COMPARE)(replies[0]):
                    raise Stuck(" ".join(words(replies[0], self.cast.names)))
                self.narrator.quote([picture(card)])
                return replies[0]
        raise Stuck(" ".join(words(job, self.cast.names)))

    async def compare(self, ready: JsonObject) -> tuple[Score, Score]:
        ben, thread = self.cast.ben, ready["thread_ts"]
        with self.narrator.chapter("Is it better than its base? Both answer held-out questions"):
            self.narrator.tell("Ben clicks “Compare with base”.")
            await ben.click(CHANNEL, ready, COMPARE)
            card = await ben.find(
                CHANNEL,
                lambda one: bool(table(one)),
                thread=thread,
                after=ready["ts"],
                seconds=COMPARING_SECONDS,
            )
            self.narrator.table(table(card))
        return scores(table(card))

    async def use(self, ready: JsonObject) -> None:
        ben = self.cast.ben
        with self.narrator.chapter("The team puts it to work"):
            self.narrator.tell("Ben clicks “Use here”.")
            now = await self._now(ben, ready["thread_ts"])
            await ben.click(CHANNEL, ready, USE)
            said = await ben.find(
                CHANNEL,
                lambda one: f"<#{CHANNEL}" in str(one.get("blocks")),
                thread=ready["thread_ts"],
                after=now,
            )
            self._quote(said)

    async def ask(self) -> JsonObject:
        """The answer, complete and ready to be rated."""
        aiko, question = self.cast.aiko, self.example.question
        with self.narrator.chapter("Aiko asks about a ticket that no model has seen"):
            self.narrator.quote([f"@togi {question}"], by="Aiko")
            asked = await aiko.say(CHANNEL, f"@togi {question}")
            answer = await aiko.find(CHANNEL, offers(RATE_IN_DETAIL), thread=asked, after=asked)
            self._quote(answer)
            self.narrator.tell("Right would be: {answer}", answer=self.example.answer)
        return answer

    async def rate(self, answer: JsonObject) -> None:
        """By a button, by the form, by an emoji; and honestly."""
        right = self.example.answer in words(answer, self.cast.names)
        with self.narrator.chapter("Three people rate the answer, each in their own way"):
            await self._thumb(answer, up=right)
            await self._measures(answer, HIGHEST if right else LOWEST)
            emoji = "four" if right else "one"
            self.narrator.tell("Dana reacts with :{emoji}:", emoji=emoji)
            await self.cast.dana.react(CHANNEL, answer["ts"], emoji)

    async def _thumb(self, answer: JsonObject, *, up: bool) -> None:
        chika = self.cast.chika
        self.narrator.tell("Chika clicks {thumb}", thumb="👍" if up else "👎")
        _, buttons = element(answer["blocks"], THUMB)
        side = buttons["positive_button" if up else "negative_button"]
        await chika.click(CHANNEL, answer, THUMB, value=side["value"])
        if not up:
            await chika.close(await chika.modal())  # it asks what would be right
        await self._thanks(chika, answer)

    async def _measures(self, answer: JsonObject, score: str) -> None:
        aiko = self.cast.aiko
        self.narrator.tell("Aiko rates five measures in the form: {score} for each", score=score)
        await aiko.click(CHANNEL, answer, RATE_IN_DETAIL)
        view = await aiko.modal()
        filled_in = {
            block["block_id"]: {"selected_option": option}
            for block, one in elements(view["blocks"])
            for option in one.get("options", ())
            if option["value"] == score  # other questions of the form have other answers
        }
        await aiko.submit(view, filled_in)
        await self._thanks(aiko, answer)

    async def _thanks(self, member: Member, answer: JsonObject) -> None:
        thanks = await member.find(
            CHANNEL,
            lambda one: bool(one.get("is_ephemeral")),
            thread=answer["thread_ts"],
            after=answer["ts"],
        )
        self._quote(thanks)

    async def sum_up(self) -> None:
        reader = self.cast.aiko if self.narrator.language == "ja" else self.cast.ben
        with self.narrator.chapter("What the ratings say"):
            self.narrator.tell("{name} types /ft summary.", name=reader.name)
            card = await self._summary(reader)
            self._quote(card)
            self.narrator.table(table(card))

    async def _summary(self, reader: Member) -> JsonObject:
        """The card; asked for again while Dana's emoji is still on its way."""
        card: JsonObject = {}
        for _ in range(SUMMARIES):
            now = await self._now(reader)
            await reader.command(CHANNEL, "summary")
            card = await reader.find(CHANNEL, lambda one: bool(one.get("is_ephemeral")), after=now)
            if any(TWO_RATINGS in cell for row in table(card) for cell in row):
                break
        return card

    async def _now(self, member: Member, thread: str | None = None) -> str:
        """The time of the newest message there."""
        messages = await member.messages(CHANNEL, thread)
        return str(messages[-1]["ts"]) if messages else ""

    def _quote(self, message: JsonObject, lines: int | None = None) -> None:
        self.narrator.quote(words(message, self.cast.names)[:lines])


def _share(card: JsonObject) -> float:
    """How much of the training is done, by the length of the card's bar."""
    done, left = (str(card["text"]).count(one) for one in BAR)
    return done / (done + left) if done + left else 0.0
