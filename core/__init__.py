"""The product: examples, jobs, models, answers, ratings, verdicts; nothing of Slack."""
