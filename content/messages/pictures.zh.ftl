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
card-right = 答对 { $right }／{ $answered }
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
