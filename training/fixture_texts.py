"""Texts of the long fixture recordings. Written for this purpose; no sentence of them is trained on."""

MEMO = '''
Hello, this is a note to myself about the trip to the coast.
We leave on Saturday morning, and the train goes at half past eight.
I still have to buy the tickets, and somebody must feed the cat.
Anna said that she can do it, but she needs a key.
The house is near the beach, next to a small museum.
There is a kitchen, two rooms and a garden with an old apple tree.
The last time we were there it rained for three days.
So this time we take warm coats, good shoes and a few books.
On Sunday we want to walk to the lighthouse and back.
It is about nine miles, and the path is easy.
Peter would rather stay at home and read the newspaper.
New paragraph.
The second thing is the report for the office.
It must be finished before Friday, and it is still very short.
The first chapter is good, but the second one is too long.
I want to move the numbers to the end and add a picture.
Then I will send it to Helen and ask what she thinks.
She is careful, and she always finds my mistakes.
If there is time, I will also write a short letter to the museum.
They asked us for an interview about the history of the village.
I think that is a wonderful idea, but it needs a quiet room.
New paragraph.
The third thing is the birthday of my mother.
She does not want a big party this year.
We could cook dinner together and watch an old movie.
My brother brings the music, and my sister makes the cake.
The children can sleep upstairs in the small room.
I must remember to call her on Thursday evening.
That is all for today.
End of the note.
'''.strip().split('\n')

CONVERSATION = [
    ('A', "Good morning, and welcome back to our show."),
    ('A', "Today we talk about a small village and its old bridge."),
    ('B', "Good morning, and thank you very much for the invitation."),
    ('A', "You have lived there for twenty years, is that right?"),
    ('B', "Almost. We came in the spring, and the bridge was already closed."),
    ('A', "Why was it closed?"),
    ('B', "The river took a part of it during a storm."),
    ('B', "Nobody was hurt, but after that night you could not cross it any more."),
    ('A', "So how did people get to the other side?"),
    ('B', "They had to drive to the next town and back again."),
    ('B', "That is eleven miles, and the road is narrow."),
    ('A', "That must have been hard for the school children."),
    ('B', "It was. My daughter had to leave the house at six in the morning."),
    ('A', "What did the city say?"),
    ('B', "They said that there was no money for a new bridge."),
    ('B', "They said it every year."),
    ('A', "And then you had an idea."),
    ('B', "Well, it was not only me. It was my neighbor, the old captain."),
    ('B', "He asked me, why do we wait for them?"),
    ('B', "We have wood, we have tools, and we have time on the weekend."),
    ('A', "Did you believe him?"),
    ('B', "Not at first. I thought it was a joke."),
    ('A', "But you helped him."),
    ('B', "Yes. On the first Saturday there were three of us."),
    ('B', "On the second Saturday there were thirty."),
    ('A', "How long did it take?"),
    ('B', "Five months, with a break during the winter."),
    ('A', "Was it dangerous?"),
    ('B', "Sometimes. An engineer from the city came and showed us what to do."),
    ('B', "She was very careful, and she would not let us work in the rain."),
    ('A', "What do people say about the bridge today?"),
    ('B', "Most of them like it. Some say it is ugly."),
    ('A', "And what do you think?"),
    ('B', "I think it is the most beautiful bridge in the world."),
    ('A', "I would like to see it. Can visitors cross it?"),
    ('B', "Of course. Please come and visit us in the summer."),
    ('A', "Thank you for the story, and good luck."),
    ('B', "Thank you. Goodbye."),
]
