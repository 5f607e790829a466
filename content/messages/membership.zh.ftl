## 机器人被加入群组
greet-title = 📡 大家好，这里是 Incoming Transmission
greet-intro = 我每天在 { $group } 发一个机器学习主题，带大家答题并记分。
greet-managers = 请管理者先做这三件事：
greet-settings = 选好语言和时区：`{ COMMAND("settings language", language: "zh") }`、`{ COMMAND("settings timezone", zone: "Asia/Shanghai") }`
greet-digest = 每天几点发早读：`{ COMMAND("schedule digest", time: "08:30") }`
greet-quiz = 现在就来一局：`{ COMMAND("quiz start") }`
greet-help = `{ COMMAND("help") }` 列出我会做的事。
