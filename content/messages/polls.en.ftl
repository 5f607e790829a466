## Telegram's own polls
about-settings-polls = speed questions as Telegram’s own quiz polls
param-native = polls
settings-polls = Questions as native polls
settings-polls-on = In speed mode, choice questions that fit and hold no formula come as Telegram’s quiz polls; a vote joins the game. The others keep their buttons.
settings-polls-off = All questions have buttons.

## Rich messages
about-settings-richmath = formulas and tables as Telegram’s own rich messages
param-rich = rich messages
settings-richmath = Rich messages
settings-richmath-on = Messages with formulas and tables come as rich messages now, where every app can show them. Telegram Web and old apps show none: turn it off if somebody sees nothing.
settings-richmath-off = Formulas and tables come as pictures.
