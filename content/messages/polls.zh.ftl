## Telegram 的原生投票
about-settings-polls = 抢答题是否用 Telegram 原生的测验投票
param-native = 原生投票
settings-polls = 用原生投票出题
settings-polls-on = 抢答模式下，放得下、不含公式的选择题会用 Telegram 的测验投票；投票即加入。其余的题仍用按钮。
settings-polls-off = 所有题都用按钮。
