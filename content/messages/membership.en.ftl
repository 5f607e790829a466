## When the bot was let into a group
greet-title = 📡 Hello, this is Incoming Transmission
greet-intro = Every day I post a topic of machine learning in { $group }, ask questions about it and keep the score.
greet-managers = For those who manage this group, three first steps:
greet-settings = Choose language and time zone: `{ COMMAND("settings language", language: "en") }`, `{ COMMAND("settings timezone", zone: "Europe/Berlin") }`
greet-digest = Say when the daily digest comes: `{ COMMAND("schedule digest", time: "08:30") }`
greet-quiz = Start a first quiz, right now: `{ COMMAND("quiz start") }`
greet-help = `{ COMMAND("help") }` lists all I can do.
