## Telegram 的原生投票
about-settings-polls = 抢答题是否用 Telegram 原生的测验投票
param-native = 原生投票
settings-polls = 用原生投票出题
settings-polls-on = 抢答模式下，放得下、不含公式的选择题会用 Telegram 的测验投票；投票即加入。其余的题仍用按钮。
settings-polls-off = 所有题都用按钮。

## 富文本消息
about-settings-richmath = 公式和表格是否用 Telegram 的富文本消息
param-rich = 富文本
settings-richmath = 富文本消息
settings-richmath-on = 带公式和表格的消息改用富文本，前提是各个客户端都能显示。网页版和旧客户端看不到富文本；有人看不到就关掉它。
settings-richmath-off = 公式和表格以图片发出。
