"""The whole loop without a browser: four people of the sandbox play it, a narrator tells it.

It does what the page does, over the same people API, and knows of the app only what people see.
"""
