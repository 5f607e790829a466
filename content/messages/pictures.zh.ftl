## 图片
about-settings-pictures = 公式、题目、结果的图片：深色底、浅色底，或只用文字
param-pictures = 底色
settings-pictures = 图片
settings-pictures-on = 公式、题目和结果以深色底的图片发出。
settings-pictures-dark = 公式、题目和结果以深色底的图片发出。
settings-pictures-light = 公式、题目和结果以浅色底的图片发出。
settings-pictures-off = 从现在起不发图片，一律用文字。
settings-pictures-value = { $pictures ->
    [dark] 深色底
    [light] 浅色底
   *[off] 不用，只发文字
  }
card-question = 第 { $number } 题，共 { $of } 题
card-reveal = 第 { $number } 题答案
card-right = 答对 { $right } / { $of }
card-podium = { $questions } 题 · { $players } 人参加
card-points = 积分
card-rate = 正确率
card-streak = 连续天数
card-week = 本周名次
card-progress = 学过的主题
card-calendar = 最近十二周的答题
path-title = 学习路线
path-note = 已读完 { $done } / { $of } 篇。箭头从建议先读的主题出发。
path-done = 已读
path-next = 可以接着读
path-open = 稍后
about-tex = 把一条 LaTeX 公式画出来给大家看
param-source = LaTeX
asked-by = 由 { $name } 发起
tex-broken = 这条公式画不出来：{ $problem }。你写的是：
tex-problem-undefined = 不认识命令 `{ $about }`
tex-problem-refused = 这里不能用命令 `{ $about }`
tex-problem-brace-open = 有一个 `{"{"}` 没有配对的 `{"}"}`
tex-problem-brace-close = 多了一个 `{"}"}`，前面没有与它配对的 `{"{"}`
tex-problem-left = `\left` 没有配对的 `\right`
tex-problem-right = `\right` 没有配对的 `\left`
tex-problem-delimiter = `{ $about }` 后面要跟一个括号或一个点
tex-problem-argument = `{ $about }` 缺少参数
tex-problem-script = `^` 或 `_` 后面没有内容
tex-problem-twice = 同一处写了两个上标或两个下标，请用花括号分清
tex-problem-environment = 不认识环境 `{ $about }`
tex-problem-begin = `\end` 没有对应的 `\begin`（环境 `{ $about }`）
tex-problem-end = `\begin` 没有对应的 `\end`（环境 `{ $about }`）
tex-problem-misplaced = `{ $about }` 不能写在这个位置
tex-problem-large = 图太大
tex-problem-slow = 画图超时
tex-problem-away = 现在画不了图，请稍后再试
tex-problem-other = 公式引擎报错（英文原文）“{ $about }”
refuse-formula-long = 公式有 { $length } 个字符，最多 { $most } 个。
about-figure = 看一个主题的插图，可以自己改参数
param-values = 参数名=数值 …
figure-change = 换个参数试试：{ $about }。例如 `{ $example }`
refuse-no-figure = “{ $topic }”还没有插图。
refuse-figure-fixed = 插图 { $figure } 没有可改的参数。
refuse-figure-value = “{ $given }”不合适。可以改的参数：{ $ranges }。
refuse-pairs = 看不懂“{ $given }”。请写成“参数名=数值”，例如 `steps=10 eta=0.5`。
about-define = 查一个术语的意思和出处
param-term = 术语
define-topics = 详见：{ $topics }
refuse-no-term = 术语表里没有“{ $given }”。可以用 `{ COMMAND("search") }` 搜文章。
refuse-near-term = 术语表里没有“{ $given }”。你是不是想查：{ $near }？
full-stop = 。

discord-option-term = 术语
discord-option-about-term = 术语、缩写或别名，中英文都行
discord-option-source = 公式
discord-option-about-source = LaTeX，不带美元符号
discord-option-values = 参数
discord-option-about-values = 参数名=数值，例如 steps=10 eta=0.5
discord-option-pictures = 图片
discord-option-about-pictures = 深色底、浅色底，或只发文字
discord-choice-pictures-on = 开
discord-choice-pictures-off = 关：只发文字
discord-choice-pictures-dark = 深色底
discord-choice-pictures-light = 浅色底
card-number = { $number }
