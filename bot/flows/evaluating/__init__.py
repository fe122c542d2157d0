"""An evaluation from wish to verdict: answers, votes as they come, what they say."""
