## Telegram's own polls
about-settings-polls = speed questions as Telegram’s own quiz polls
param-native = polls
settings-polls = Questions as native polls
settings-polls-on = In speed mode, choice questions that fit and hold no formula come as Telegram’s quiz polls; a vote joins the game. The others keep their buttons.
settings-polls-off = All questions have buttons.
