## Pictures
about-settings-pictures = pictures of formulas, questions and results: on dark paper, on light paper, or text only
param-pictures = paper
settings-pictures = Pictures
settings-pictures-on = Formulas, questions and results come as pictures, on dark paper.
settings-pictures-dark = Formulas, questions and results come as pictures, on dark paper.
settings-pictures-light = Formulas, questions and results come as pictures, on light paper.
settings-pictures-off = No pictures from now on: text only, everywhere.
settings-pictures-value = { $pictures ->
    [dark] on dark paper
    [light] on light paper
   *[off] none, text only
  }
card-question = Question { $number } of { $of }
card-reveal = Question { $number }: the answer
card-right = { $right } of { $of } right
card-podium = { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
  } · { $players ->
    [one] { $players } player
   *[other] { $players } players
  }
card-points = points
card-rate = right
card-streak = days in a row
card-week = this week
card-progress = Topics met
card-calendar = Answers, last twelve weeks
path-title = The learning path
path-note = { $done } of { $of } read to the end. Arrows lead from what is worth reading first.
path-done = read
path-next = next
path-open = later
about-tex = draw a LaTeX formula for all
param-source = LaTeX
asked-by = Asked for by { $name }
tex-broken = This formula cannot be drawn: { $problem }. What you typed:
tex-problem-undefined = there is no command `{ $about }` here
tex-problem-refused = the command `{ $about }` is not allowed here
tex-problem-brace-open = a `{"{"}` has no closing `{"}"}`
tex-problem-brace-close = a `{"}"}` has no opening `{"{"}`
tex-problem-left = a `\left` has no `\right`
tex-problem-right = a `\right` has no `\left`
tex-problem-delimiter = a bracket or a dot must follow `{ $about }`
tex-problem-argument = `{ $about }` lacks an argument
tex-problem-script = nothing follows a `^` or `_`
tex-problem-twice = something has two superscripts or two subscripts; braces make clear what is meant
tex-problem-environment = there is no environment `{ $about }` here
tex-problem-begin = an `\end` has no `\begin` (environment `{ $about }`)
tex-problem-end = a `\begin` has no `\end` (environment `{ $about }`)
tex-problem-misplaced = `{ $about }` is not allowed in this place
tex-problem-large = it is too large
tex-problem-slow = it takes too long to draw
tex-problem-away = no pictures can be drawn at the moment; please try again later
tex-problem-other = the formula engine says “{ $about }”
refuse-formula-long = That formula has { $length } characters; { $most } are the most.
about-figure = a topic’s figures, with values of your own
param-values = name=value …
figure-change = Try other values: { $about }. For example `{ $example }`
refuse-no-figure = There is no figure of “{ $topic }” yet.
refuse-figure-fixed = The figure { $figure } has nothing to change.
refuse-figure-value = “{ $given }” does not fit. What can be changed: { $ranges }.
refuse-pairs = I cannot read “{ $given }”. Write values as name=number, for example `steps=10 eta=0.5`.
about-define = what a term means, and where it is explained
param-term = term
define-topics = Explained in: { $topics }
refuse-no-term = The glossary does not have “{ $given }”. `{ COMMAND("search") }` looks through the articles.
refuse-near-term = The glossary does not have “{ $given }”. Did you mean: { $near }?
full-stop = .

discord-option-term = term
discord-option-about-term = a term, an abbreviation or an alias, in Chinese or English
discord-option-source = latex
discord-option-about-source = LaTeX, without dollars
discord-option-values = values
discord-option-about-values = name=number pairs, as steps=10 eta=0.5
discord-option-pictures = pictures
discord-option-about-pictures = on dark paper, on light paper, or text only
discord-choice-pictures-on = on
discord-choice-pictures-off = off: text only
discord-choice-pictures-dark = on dark paper
discord-choice-pictures-light = on light paper
card-number = { $number }
