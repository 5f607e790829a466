# What the bot says in English. Values in braces are inserted as plain text; **strong** and `code` are the only marks.

list-separator = {", "}
sentence-gap = {" "}
yes = yes
no = no
points = { $points } { $points ->
    [one] point
   *[other] points
}

## Buttons
button-begin = Start now
button-join = Join
button-leave = Leave
button-resume = Go on
button-lock = Lock in
button-reset = Start over
button-type = Type an answer
button-type-field = Your answer
button-again = Play again
button-missed = Practise what I missed
button-practise = Practise
button-next-question = Next question
button-previous = Back
button-next = Next
button-ask = Ask me about this
button-read-on = Read on
button-forget = Delete everything

## Areas
area-mathematics = Mathematics
area-classical = Classical machine learning
area-deep-learning = Deep learning
area-vision = Computer vision
area-generative = Generative models
area-self-supervised = Self-supervised learning
area-reinforcement = Reinforcement learning
area-language-models = Language models
area-systems = Systems

## Commands
about-help = what I can do
about-today = today’s digest again, or the one that comes next
about-topics = all topics, shelf by shelf
about-read = read an article, page by page
about-search = search all articles
about-quiz-start = start a quiz in this room
about-quiz-stop = end the running quiz; points stay
about-quiz-pause = pause the running quiz
about-quiz-resume = go on with a paused quiz
about-quiz-join = join the running quiz
about-quiz-leave = leave the running quiz; your points stay
about-quiz-answer = answer the open question without anybody seeing it
about-leaderboard = who leads today, this week, this month or of all time
about-me = your own points, streak and progress
about-schedule-digest = post the daily digest here
about-schedule-quiz = start a quiz here at a fixed time
about-schedule-list = what is scheduled, and how the last one went
about-schedule-pause = pause one schedule, or all
about-schedule-resume = resume one schedule, or all
about-schedule-off = delete one schedule, or all
about-schedule-preview = show the next digest to you only
about-settings-show = what this group has chosen
about-settings-language = the language of posts in this group
about-settings-timezone = the time zone of this group
about-settings-quiz = how quizzes are played when nothing else is said
about-settings-imports = whether imported articles come first in the digest
about-language = your own language, for what only you see
about-export = all that is stored of you, as JSON
about-forget = delete all that is stored of you

param-area = area
param-topic = topic
param-page = page
param-words = words
param-questions = questions
param-seconds = seconds
param-mode = mode
param-answer = answer
param-period = period
param-time = HH:MM
param-days = days
param-number = number
param-language = language
param-zone = time zone
param-first = first
param-own = language

help-title = What I can do
help-intro = I post one machine-learning topic a day, run quizzes with you, and keep the score.
help-usage-words = Words in <angle brackets> are needed, words in [square brackets] can be left out.
help-usage-options = Type / and choose a command: its options are offered as you write. Those in [square brackets] can be left out.
help-managers = For those who run this group
help-examples = For example: `{ COMMAND("quiz start", topic: "adaboost", questions: 5, seconds: 20) }`, `{ COMMAND("read", topic: "gradient", page: 2) }`, `{ COMMAND("search", words: "FP16") }`
help-examples-managers = For example: `{ COMMAND("schedule digest", time: "08:30", days: "mon-fri") }`, `{ COMMAND("settings timezone", zone: "Europe/Berlin") }`

## Topics and reading
topics-title = The library: { $count } { $count ->
    [one] topic
   *[other] topics
}
topics-none = There is nothing on this shelf yet.
topics-after = {" "}· best after { $titles }
topics-imports = Imported ({ $count })
topics-legend = ✓ you read it to the end · → a good next one · ○ later · a dot behind: it was this group’s digest · open one with `{ COMMAND("read") }`
topics-progress = You have read { $done } of { $of } · the group’s digests: { $told } of { $of } · `{ $command }`
read-other-language = This article exists in the other language only.
read-imported = Imported from { $source }. Formulas may be missing where the source had lost them.
read-references = References
read-beyond = There is no page { $page }: this article has { $of } { $of ->
    [one] page
   *[other] pages
}. This is the last one.
read-page = Page { $page } of { $of }
search-title = Found for “{ $words }”
search-none = Nothing found for “{ $words }”. Try fewer words, or look through `{ COMMAND("topics") }`.
search-imported = {" "}(imported)

## Asking
ask-several = Several are right: choose all of them, then lock in.
ask-order = Press them in the right order.
ask-numeric = Answer with a number.
ask-numeric-unit = Answer with a number, in { $unit }.
ask-short = Answer with a word or two.

## The quiz
topic-mixed = mixed topics
lobby-title = Quiz: { $topic } — { $questions } { $questions ->
    [one] question
   *[other] questions
}
lobby-rules-speed = { $seconds } seconds a question. The first answer counts, and a quick one counts more.
lobby-rules-calm = { $seconds } seconds a question. Take your time: the last answer before the end counts, and speed does not.
lobby-players = { $count ->
    [0] Nobody is in yet.
    [one] In: { $names }
   *[other] In ({ $count }): { $names }
}
lobby-starts = Starts { $when }
question-title = Question { $number } of { $of } · { $topic } { $level }
question-ends = Ends { $when } · { $answered } of { $players } answered
question-closed = Closed.
reveal-answer = { $number }. The answer: { $answer }
reveal-withdrawn = Question { $number } was withdrawn while you played.
reveal-source = Read why: { $link }
reveal-mistakes = Where other numbers come from:
reveal-void-away = I was not there when the time ran out, so this question counts for nobody. Nobody loses anything.
reveal-void-paused = The quiz was paused: this question counts for nobody and will be asked again.
reveal-void-stopped = The quiz was stopped: this question counts for nobody.
reveal-nobody = Nobody answered.
reveal-count = { $answered } answered, { $right } of them right.
reveal-next = Next question { $when }
standings-more = and { $count } more
paused-over = The quiz was paused here.
paused-until = The quiz is paused; without anybody going on it ends { $when }.
end-finished = 🏁 The quiz is over
end-stopped = The quiz was stopped
end-nobody = Nobody joined, so there is no quiz
end-abandoned = Nobody is answering any more: the quiz is over
podium-fastest = ⚡ Fastest right answer: **{ $name }**, { $seconds } s
podium-streak = 🔥 Longest streak: **{ $name }**, { $count } in a row
podium-empty = No points this time.
quiz-stop-done = The quiz is stopped.
quiz-pause-done = The quiz is paused.
quiz-resume-done = The quiz goes on.

toast-join = You are in. Good luck!
toast-joined = You are in. Good luck!
toast-rejoined = Welcome back, your points are still here.
toast-leave = You left. Your points stay; join again whenever you like.
toast-left = You left. Your points stay; join again whenever you like.
toast-begin = Here we go.
toast-resume = The quiz goes on.
toast-again = A new round is open.
toast-recorded = Recorded: { $given }
toast-recorded-plain = Recorded.
toast-changed = Changed to { $given }
toast-same = It is { $given } already
toast-cleared = Nothing chosen now.
toast-partial = Chosen so far: { $given }. Lock in when you are done.
toast-partial-order = So far: { $given }

## Leaderboards
board-title = Leaderboard · { $period }
board-empty = No points yet. Start a quiz with `{ COMMAND("quiz start") }`.
period-day = today
period-week = this week
period-month = this month
period-all = all time
me-title = { $name }
me-nothing = You have not played here yet. Join a quiz, or start one with `{ COMMAND("quiz start") }`.
me-points = **{ $points }** points · { $right } of { $of } right ({ $percent } %)
me-week = This week: place { $place } with { $points } points
me-streak = { $days ->
    [0] No streak at the moment.
    [one] Streak: 1 day
   *[other] Streak: { $days } days in a row
}
me-warmups = Warm-ups of the digest: { $right } of { $of } right
me-read = Articles read to the end: { $read } of { $of }
me-practice = { $count } to practise
me-area = Shelf
me-right = Right
me-rate = Rate

## Practice
practice-left = { $count } to go
practice-done = That was the last one.
practice-none = There are no questions on this yet.
practice-not-played = You were not in that quiz.
practice-nothing-missed = You missed nothing. Nothing to practise!
practice-several = Several are right: answer with their letters, for example `A C`.
practice-order = Answer with the letters in the right order, for example `BADC`.
verdict-right = ✅ **{ $given }** is right.
verdict-wrong = ❌ **{ $given }** is not right. The answer: { $answer }
warmup-before = Your first answer counts; here it is again.
warmup-gone = This question is no longer in the library.

## The digest
digest-title = 📡 { $title }
digest-area = { $area } · { $date }
digest-no-summary = The imported text is too short or too damaged for a summary; read what there is.
digest-takeaways = To take away
digest-warmup = Warm-up
digest-yesterday = Last time { $right } of { $answered } got the warm-up right.
digest-yesterday-nobody = Nobody answered the last warm-up.
digest-streak = The group’s streak: { $count } digests in a row.
digest-by-model = Summary written by a model from our article.
digest-by-author = Summary by the article’s authors.
digest-by-extract = Summary: sentences taken from the imported text.
digest-empty = There is nothing in the library that I could post.
preview-note = A preview: the group has not had this digest yet. The buttons of the warm-up come with the digest itself.

## Schedules
cadence = { $time }, { $days }
days-daily = every day
days-weekdays = Mon–Fri
days-weekends = Sat and Sun
days-range = { $from }–{ $to }
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
schedule-title = Scheduled
schedule-none = Nothing is scheduled. `{ COMMAND("schedule digest", time: "08:30") }` posts one topic a day here.
schedule-kind-digest = digest
schedule-kind-quiz = quiz
schedule-line = **{ $number }** { $kind }: { $when } in { $room }.
schedule-next = Next: { $next }.
schedule-paused = Paused.
schedule-closed = Rests, because I cannot post there: { $why }.
schedule-last-sent = Last: { $at }, sent.
schedule-last-late = Last: due { $at }, sent late.
schedule-last-skipped = Last: due { $at }, skipped, because I was away for more than six hours.
schedule-last-busy = Last: { $at }, not needed, there was one already.
schedule-last-empty = Last: { $at }, nothing to post.
schedule-outcome-sent = sent
schedule-outcome-late = sent late
schedule-outcome-skipped = skipped, too late
schedule-outcome-closed = not sent, the room is closed to me
schedule-outcome-busy = not needed
schedule-outcome-empty = nothing to post
schedule-zone = Times are in { $zone }; change it with `{ COMMAND("settings timezone") }`.
schedule-digest-done = The digest comes here: { $when } ({ $zone }). The first one: { $next }.
schedule-quiz-done = A quiz starts here: { $when } ({ $zone }). The first one: { $next }.
schedule-replaced = This replaces what was set before: { $when } in { $room }.
schedule-paused-done = { $count } { $count ->
    [one] schedule is
   *[other] schedules are
} paused.
schedule-resumed-done = { $count } { $count ->
    [one] schedule is
   *[other] schedules are
} running again.
schedule-off-done = { $count } { $count ->
    [one] schedule is
   *[other] schedules are
} deleted.

## Settings
language-zh = Chinese
language-en = English
mode-speed = speed
mode-calm = calm
settings-title = Settings of this group
settings-what = Setting
settings-value = Value
settings-language = Language
settings-automatic = {" "}(automatic)
settings-timezone = Time zone
settings-quiz = Quiz
settings-quiz-value = { $questions } questions, { $seconds } s, { $mode }
settings-imports = Imported articles first
settings-how = Change them with { $commands }
settings-language-done = Posts in this group are in { $language } from now on.
settings-timezone-done = This group lives in { $zone }. Schedules keep their local hours.
settings-quiz-done = Quizzes: { $questions } questions, { $seconds } s, { $mode }.
settings-imports-on = Imported articles come first in the digest.
settings-imports-off = Imported articles come after ours in the digest.
language-done = I speak { $language } to you from now on.
language-auto-done = I follow your app’s language again: { $language }.

## Your data
export-intro = This is all that is stored of you:
forget-ask = This deletes your points, answers, reading and settings in every group, for good. Others keep theirs.
forget-done = All that was stored of you is deleted.

## Expected noes
refuse-no-command = There is no command /{ $name }. See `{ COMMAND("help") }`.
refuse-near-command = There is no command /{ $name }. Did you mean `/{ $near }`?
refuse-which = Which one? { $commands }
refuse-words = I do not understand “{ $words }” here. See `{ COMMAND("help") }`.
refuse-missing-topic = Which topic? Write it behind the command, for example `gradient` or `AdaBoost`.
refuse-missing-words = What? Write it behind the command.
refuse-missing-clock = At what time? For example `08:30`
refuse-missing-days = On which days? For example `mon-fri`
refuse-missing-zone = Which time zone? For example `Europe/Berlin`
refuse-missing-choice = Choose one of: { $values }
refuse-missing-integer = A number is missing: { $param }
refuse-missing-seconds = How many seconds? For example `20s`
refuse-missing-room = Which room? `here`, or choose one.
refuse-range = “{ $given }” does not fit: { $param } must be a number from { $least } to { $most }.
refuse-choice = “{ $given }” is none of these: { $values }
refuse-clock = “{ $given }” is no time of day. Write it as 08:30.
refuse-days = “{ $given }” are no days I know. Write mon-fri, sat,sun, weekends or daily.
refuse-zone = “{ $given }” is no time zone I know. Write it as Asia/Shanghai or Europe/Berlin.
refuse-managers = Only those who manage this group may do that. Ask one of them.
refuse-no-topic = I have no topic “{ $given }”. See `{ COMMAND("topics") }`, or try `{ COMMAND("search") }`.
refuse-near-topic = I have no topic “{ $given }”. Did you mean: { $near }?
refuse-no-questions = There are no questions on { $topic } yet.
refuse-empty-bank = There are no questions in the library.
refuse-game-running = A quiz is already running here. Stop it with `{ COMMAND("quiz stop") }` first.
refuse-no-game = No quiz is running here. Start one with `{ COMMAND("quiz start") }`.
refuse-schedules = A group has at most { $most } schedules. Delete one with `{ COMMAND("schedule off") }` first.
refuse-no-schedules = Nothing is scheduled here.
refuse-no-schedule = There is no schedule { $number }. See `{ COMMAND("schedule list") }`.
refuse-none-paused = Everything is paused already.
refuse-none-resumed = Nothing is paused here.
refuse-not-paused = Schedule { $number } is paused already.
refuse-not-resumed = Schedule { $number } is not paused.
refuse-old-button = This button no longer does anything.
refuse-quiz-not-in-game = You are not in this quiz. Press Join on its first message, or send `{ COMMAND("quiz join") }`.
refuse-quiz-already-in-game = You are in already.
refuse-quiz-too-late = Too late: this question is closed, and this answer does not count.
refuse-quiz-already-answered = Your first answer counts, and it is { $given }.
refuse-quiz-other-question = This is not the question that is open.
refuse-quiz-not-open = No question is open right now.
refuse-quiz-game-over = This quiz is over.
refuse-quiz-not-host = Only who started the quiz, or who manages the group, may do that.
refuse-quiz-not-a-number = That is no number I can read. Write it like 0.55 or 1/2.
refuse-quiz-not-possible = That is not one of the possible answers.
refuse-quiz-nothing-chosen = Choose something first.
refuse-quiz-resume = The quiz is not paused.
refuse-quiz-pause = There is nothing to pause right now.
refuse-quiz-join = You cannot join right now.
refuse-quiz-leave = You cannot leave right now.
refuse-quiz-stop = There is nothing to stop right now.
fault = Something went wrong on my side. Tell the operator this number: { $id }
