"""EchoFlow Micro: a small English speech model made from free synthesisers and free text."""
