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
card-right = { $right } of { $answered } right
card-podium = { $questions } questions · { $players } players
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
