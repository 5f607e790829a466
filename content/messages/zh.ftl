# 机器人说的中文。花括号里的值按纯文本插入；只认 **加粗** 和 `代码` 两种标记。

list-separator = 、
sentence-gap = {""}
yes = 是
no = 否
points = { $points } 分

## 按钮
button-begin = 马上开始
button-join = 加入
button-leave = 退出
button-resume = 继续
button-lock = 确定
button-reset = 重来
button-type = 输入答案
button-type-field = 你的答案
button-again = 再来一局
button-missed = 练练答错的题
button-practise = 去练习
button-next-question = 下一题
button-previous = 上一页
button-next = 下一页
button-ask = 考考我这一节
button-read-on = 继续读
button-forget = 全部删除

## 书架
area-mathematics = 数学基础
area-classical = 经典机器学习
area-deep-learning = 深度学习
area-vision = 计算机视觉
area-generative = 生成模型
area-self-supervised = 自监督学习
area-reinforcement = 强化学习
area-language-models = 语言模型
area-systems = 系统与工程

## 命令
about-help = 我会做什么
about-today = 再看一遍今天的早读，还没发就先看下一篇
about-topics = 全部主题，按书架排列
about-read = 逐页读一篇文章
about-search = 在所有文章里搜索
about-quiz-start = 在这里开一局答题
about-quiz-stop = 结束正在进行的答题，分数保留
about-quiz-pause = 暂停正在进行的答题
about-quiz-resume = 继续暂停的答题
about-quiz-join = 加入正在进行的答题
about-quiz-leave = 退出正在进行的答题，分数保留
about-quiz-answer = 悄悄回答当前的题，别人看不到
about-leaderboard = 今天、本周、本月或历史排行
about-me = 你自己的分数、连续天数和进度
about-schedule-digest = 每天在这里发早读
about-schedule-quiz = 定时在这里开一局答题
about-schedule-list = 有哪些定时任务，上次结果如何
about-schedule-pause = 暂停某个或全部定时任务
about-schedule-resume = 恢复某个或全部定时任务
about-schedule-off = 删除某个或全部定时任务
about-schedule-preview = 先给你一个人看下一篇早读
about-settings-show = 本群的设置
about-settings-language = 本群帖子的语言
about-settings-timezone = 本群的时区
about-settings-quiz = 答题的默认规则
about-settings-imports = 早读是否优先发导入的文章
about-language = 你自己的语言（只影响只有你能看到的内容）
about-export = 导出与你有关的全部数据（JSON）
about-forget = 删除与你有关的全部数据

param-area = 书架
param-topic = 主题
param-page = 页码
param-words = 关键词
param-questions = 题数
param-seconds = 秒数
param-mode = 模式
param-answer = 答案
param-period = 周期
param-time = HH:MM
param-days = 星期
param-number = 编号
param-language = 语言
param-zone = 时区
param-first = 优先
param-own = 语言

help-title = 我会做什么
help-intro = 我每天发一个机器学习主题，带大家答题并记分。
help-usage-words = <尖括号> 里的必填，[方括号] 里的可以不填。
help-usage-options = 输入 / 后选一个命令，选项会边写边提示；[方括号] 里的可以不填。
help-managers = 管理员命令
help-examples = 例如：`{ COMMAND("quiz start", topic: "adaboost", questions: 5, seconds: 20) }`、`{ COMMAND("read", topic: "梯度", page: 2) }`、`{ COMMAND("search", words: "FP16") }`
help-examples-managers = 例如：`{ COMMAND("schedule digest", time: "08:30", days: "周一至周五") }`、`{ COMMAND("settings timezone", zone: "Asia/Shanghai") }`

## 主题与阅读
topics-title = 书库：共 { $count } 个主题
topics-none = 这个书架还是空的。
topics-after = {" "}· 建议先读：{ $titles }
topics-imports = 导入的文章（{ $count }）
topics-legend = ✓ 表示你已读完 · → 表示适合接着读 · ○ 表示以后再读 · 后面的圆点表示本群早读发过 · 用 `{ COMMAND("read") }` 打开
topics-progress = 你读完 { $done } / { $of } · 本群早读发过 { $told } / { $of } · `{ $command }`
read-other-language = 这篇文章只有另一种语言的版本。
read-imported = 导入自 { $source }。来源中丢失的公式无法恢复。
read-references = 参考文献
read-beyond = 没有第 { $page } 页：这篇文章共 { $of } 页。这是最后一页。
read-page = 第 { $page } 页，共 { $of } 页
search-title = “{ $words }”的搜索结果
search-none = 没有找到“{ $words }”。少写几个词再试，或者用 `{ COMMAND("topics") }` 浏览。
search-imported = （导入）

## 提问
ask-several = 不止一个正确：选出全部，再按“确定”。
ask-order = 按正确的先后顺序依次点击。
ask-numeric = 请回答一个数。
ask-numeric-unit = 请回答一个数，单位：{ $unit }。
ask-short = 请用一个词回答。

## 答题
topic-mixed = 综合
lobby-title = 答题：{ $topic }，共 { $questions } 题
lobby-rules-speed = 每题 { $seconds } 秒。以第一次作答为准，越快分越高。
lobby-rules-calm = 每题 { $seconds } 秒。慢慢想：以截止前最后一次作答为准，不计速度。
lobby-players = { $count ->
    [0] 还没有人加入。
   *[other] 已加入 { $count } 人：{ $names }
}
lobby-starts = { $when }开始
question-title = 第 { $number } / { $of } 题 · { $topic } { $level }
question-ends = { $when }截止 · { $players } 人中 { $answered } 人已答
question-closed = 本题已结束。
reveal-answer = 第 { $number } 题答案：{ $answer }
reveal-withdrawn = 第 { $number } 题在答题过程中被撤下了。
reveal-source = 为什么？见 { $link }
reveal-mistakes = 别的数是怎么算出来的：
reveal-void-away = 截止时我不在线，这一题对所有人都不计，谁也不吃亏。
reveal-void-paused = 答题暂停了：这一题不计，稍后重新出。
reveal-void-stopped = 答题被结束：这一题不计。
reveal-nobody = 没有人作答。
reveal-count = { $answered } 人作答，{ $right } 人答对。
reveal-next = { $when }出下一题
standings-more = 还有 { $count } 个
paused-over = 答题曾在此暂停。
paused-until = 答题已暂停；没有人继续的话，{ $when }自动结束。
end-finished = 🏁 答题结束
end-stopped = 答题已被结束
end-nobody = 没有人加入，这局取消了
end-abandoned = 没有人作答了，答题到此为止
podium-fastest = ⚡ 最快答对：**{ $name }**，{ $seconds } 秒
podium-streak = 🔥 最长连对：**{ $name }**，{ $count } 题
podium-empty = 这次没有人得分。
quiz-stop-done = 答题已结束。
quiz-pause-done = 答题已暂停。
quiz-resume-done = 答题继续。

toast-join = 你已加入，加油！
toast-joined = 你已加入，加油！
toast-rejoined = 欢迎回来，你的分数还在。
toast-leave = 你已退出，分数保留，随时可以再加入。
toast-left = 你已退出，分数保留，随时可以再加入。
toast-begin = 开始了。
toast-resume = 答题继续。
toast-again = 新的一局开了。
toast-recorded = 已记录：{ $given }
toast-recorded-plain = 已记录。
toast-changed = 已改为 { $given }
toast-same = 你选的已经是 { $given }
toast-cleared = 现在什么都没选。
toast-partial = 目前选了 { $given }，选完请按“确定”。
toast-partial-order = 目前的顺序：{ $given }

## 排行
board-title = 排行榜 · { $period }
board-empty = 还没有人得分。用 `{ COMMAND("quiz start") }` 开一局吧。
period-day = 今天
period-week = 本周
period-month = 本月
period-all = 历史
me-title = { $name }
me-nothing = 你还没在这里答过题。加入一局，或者用 `{ COMMAND("quiz start") }` 开一局。
me-points = **{ $points }** 分 · 答对 { $right } / { $of }（{ $percent } %）
me-week = 本周第 { $place } 名，{ $points } 分
me-streak = { $days ->
    [0] 目前没有连续天数。
   *[other] 已连续 { $days } 天
}
me-warmups = 早读热身题：答对 { $right } / { $of }
me-read = 读完的文章：{ $read } / { $of }
me-practice = 还有 { $count } 题待练
me-area = 书架
me-right = 答对
me-rate = 正确率

## 练习
practice-left = 还剩 { $count } 题
practice-done = 练完了。
practice-none = 这里还没有题目。
practice-not-played = 那一局你没有参加。
practice-nothing-missed = 你全答对了，没有要练的！
practice-several = 不止一个正确：用字母回答，例如 `A C`。
practice-order = 用字母按正确顺序回答，例如 `BADC`。
verdict-right = ✅ **{ $given }** 正确。
verdict-wrong = ❌ **{ $given }** 不对。答案：{ $answer }
warmup-before = 以第一次作答为准，这是你当时的结果。
warmup-gone = 这道题已经不在题库里了。

## 早读
digest-title = 📡 { $title }
digest-area = { $area } · { $date }
digest-no-summary = 导入的文章太短或缺损太多，写不成摘要，请直接读原文。
digest-takeaways = 记住三点
digest-warmup = 热身题
digest-yesterday = 上次的热身题 { $answered } 人作答，{ $right } 人答对。
digest-yesterday-nobody = 上次的热身题没有人作答。
digest-streak = 本群已连续 { $count } 期有人作答。
digest-by-model = 摘要由模型根据我们的文章撰写。
digest-by-author = 摘要由文章作者撰写。
digest-by-extract = 摘要取自导入文章的原句。
digest-empty = 书库里没有可以发的内容。
preview-note = 这是预览，本群还没有发过这一期。热身题的按钮会随正式的早读一起出现。

## 定时
cadence = { $days } { $time }
days-daily = 每天
days-weekdays = 周一至周五
days-weekends = 周末
days-range = { $from }至{ $to }
weekday-1 = 周一
weekday-2 = 周二
weekday-3 = 周三
weekday-4 = 周四
weekday-5 = 周五
weekday-6 = 周六
weekday-7 = 周日
schedule-title = 定时任务
schedule-none = 还没有定时任务。`{ COMMAND("schedule digest", time: "08:30") }` 让我每天在这里发一个主题。
schedule-kind-digest = 早读
schedule-kind-quiz = 答题
schedule-line = **{ $number }** { $kind }：{ $when }，发到 { $room }。
schedule-next = 下次：{ $next }。
schedule-paused = 已暂停。
schedule-closed = 停着，因为我没法在那里发言：{ $why }。
schedule-last-sent = 上次：{ $at }，已发。
schedule-last-late = 上次：应于 { $at }，晚发了。
schedule-last-skipped = 上次：应于 { $at }，因我离线超过六小时而跳过。
schedule-last-busy = 上次：{ $at }，已经有了，不用再发。
schedule-last-empty = 上次：{ $at }，没有可发的内容。
schedule-outcome-sent = 已发
schedule-outcome-late = 晚发
schedule-outcome-skipped = 过时跳过
schedule-outcome-closed = 未发，房间对我关闭
schedule-outcome-busy = 不用再发
schedule-outcome-empty = 没有可发的
schedule-zone = 时间按 { $zone }，可用 `{ COMMAND("settings timezone") }` 修改。
schedule-digest-done = 早读会发到这里：{ $when }（{ $zone }）。第一期：{ $next }。
schedule-quiz-done = 答题会在这里开始：{ $when }（{ $zone }）。第一局：{ $next }。
schedule-replaced = 原来的设置已被取代：{ $when }，{ $room }。
schedule-paused-done = 已暂停 { $count } 个定时任务。
schedule-resumed-done = 已恢复 { $count } 个定时任务。
schedule-off-done = 已删除 { $count } 个定时任务。

## 设置
language-zh = 中文
language-en = 英文（English）
mode-speed = 抢答
mode-calm = 从容
settings-title = 本群设置
settings-what = 设置项
settings-value = 当前值
settings-language = 语言
settings-automatic = （自动）
settings-timezone = 时区
settings-quiz = 答题
settings-quiz-value = { $questions } 题，每题 { $seconds } 秒，{ $mode }
settings-imports = 优先发导入的文章
settings-how = 用 { $commands } 修改
settings-language-done = 从现在起本群的帖子用{ $language }。
settings-timezone-done = 本群的时区是 { $zone }，定时任务的当地时间不变。
settings-quiz-done = 答题默认：{ $questions } 题，每题 { $seconds } 秒，{ $mode }。
settings-imports-on = 早读会优先发导入的文章。
settings-imports-off = 早读会先发我们自己的文章。
language-done = 从现在起我对你说{ $language }。
language-auto-done = 我重新跟随你应用的语言：{ $language }。

## 你的数据
export-intro = 与你有关的全部数据：
forget-ask = 这会永久删除你在所有群里的分数、答案、阅读记录和设置。别人的不受影响。
forget-done = 与你有关的数据已全部删除。

## 意料之中的拒绝
refuse-no-command = 没有 /{ $name } 这个命令，看看 `{ COMMAND("help") }`。
refuse-near-command = 没有 /{ $name } 这个命令，你是不是想用 `/{ $near }`？
refuse-which = 要哪一个？{ $commands }
refuse-words = 这里的“{ $words }”我看不懂，看看 `{ COMMAND("help") }`。
refuse-missing-topic = 哪个主题？写在命令后面，例如 `梯度` 或 `AdaBoost`。
refuse-missing-words = 内容呢？请写在命令后面。
refuse-missing-clock = 几点？例如 `08:30`
refuse-missing-days = 哪几天？例如 `周一至周五`
refuse-missing-zone = 哪个时区？例如 `Asia/Shanghai`
refuse-missing-choice = 请从这些里选：{ $values }
refuse-missing-integer = 还缺一个数：{ $param }
refuse-missing-seconds = 多少秒？例如 `20s`
refuse-missing-room = 哪个房间？`here`，或者选一个。
refuse-range = “{ $given }”不合适：{ $param } 应是 { $least } 到 { $most } 的数。
refuse-choice = “{ $given }”不在可选之列：{ $values }
refuse-clock = “{ $given }”不是时刻，请写成 08:30 这样。
refuse-days = 看不懂“{ $given }”是哪几天，请写成“周一至周五”“周六日”“工作日”或“每天”。
refuse-zone = 不认识时区“{ $given }”，请写成 Asia/Shanghai 或 Europe/Berlin 这样。
refuse-managers = 只有本群的管理者可以这样做，请找他们帮忙。
refuse-no-topic = 没有“{ $given }”这个主题。看看 `{ COMMAND("topics") }`，或者用 `{ COMMAND("search") }` 搜一下。
refuse-near-topic = 没有“{ $given }”这个主题。你是不是想找：{ $near }？
refuse-no-questions = “{ $topic }”还没有题目。
refuse-empty-bank = 题库还是空的。
refuse-game-running = 这里正在答题。要先用 `{ COMMAND("quiz stop") }` 结束它。
refuse-no-game = 这里没有正在进行的答题。用 `{ COMMAND("quiz start") }` 开一局。
refuse-schedules = 一个群最多 { $most } 个定时任务，请先用 `{ COMMAND("schedule off") }` 删掉一个。
refuse-no-schedules = 这里没有定时任务。
refuse-no-schedule = 没有编号为 { $number } 的定时任务，看看 `{ COMMAND("schedule list") }`。
refuse-none-paused = 所有定时任务都已经暂停了。
refuse-none-resumed = 这里没有暂停的定时任务。
refuse-not-paused = 定时任务 { $number } 已经暂停了。
refuse-not-resumed = 定时任务 { $number } 没有暂停。
refuse-old-button = 这个按钮已经不起作用了。
refuse-quiz-not-in-game = 你不在这一局里。在开局的消息上按“加入”，或者发送 `{ COMMAND("quiz join") }`。
refuse-quiz-already-in-game = 你已经在里面了。
refuse-quiz-too-late = 晚了：这一题已经截止，这次作答不计。
refuse-quiz-already-answered = 以第一次作答为准，你答的是 { $given }。
refuse-quiz-other-question = 现在开着的不是这一题。
refuse-quiz-not-open = 现在没有开着的题。
refuse-quiz-game-over = 这一局已经结束了。
refuse-quiz-not-host = 只有开局的人或本群的管理者可以这样做。
refuse-quiz-not-a-number = 看不出这是个数，请写成 0.55 或 1/2 这样。
refuse-quiz-not-possible = 没有这个选项。
refuse-quiz-nothing-chosen = 先选一个吧。
refuse-quiz-resume = 答题没有暂停。
refuse-quiz-pause = 现在没有可以暂停的。
refuse-quiz-join = 现在不能加入。
refuse-quiz-leave = 现在不能退出。
refuse-quiz-stop = 现在没有可以结束的。
fault = 我这边出了点问题，请把这个编号告诉维护者：{ $id }
