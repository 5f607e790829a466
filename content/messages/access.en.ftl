## Who may use the bot, how fast, and where it may talk
refuse-group = I work in some groups only, and this is none of them. Whoever runs me can let it in: { $group }
refuse-private = I work in some groups only, not in private chats.
refuse-too-fast = That was a lot at once. Take a breath and try again in a few seconds.
refuse-room = I do not know a room “{ $given }” in this group. Write `here`, or choose one where I was used before.
param-room = here|#room
schedule-there-digest-done = The digest goes to { $room }: { $when } ({ $zone }). The first one: { $next }.
schedule-there-quiz-done = A quiz starts in { $room }: { $when } ({ $zone }). The first one: { $next }.
schedule-last-closed = Last: due { $at }, left out, because I could not post there.
