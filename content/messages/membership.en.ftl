## When the bot was let into a group
greet-title = 📡 Hello, this is Incoming Transmission
greet-intro = Every day I post a topic of machine learning in { $group }, ask questions about it and keep the score.
greet-managers = For those who manage this group, three first steps:
greet-settings = Choose language and time zone: `/settings language en`, `/settings timezone Europe/Berlin`
greet-digest = Say when the daily digest comes: `/schedule digest 08:30`
greet-quiz = Start a first quiz, right now: `/quiz`
greet-help = `/help` lists all I can do.
