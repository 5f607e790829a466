## 只在 Telegram 上用到的话
telegram-said-privately = 已在私聊里发给你。
telegram-private = 这是只给你一个人看的，请打开私聊查看。
telegram-private-button = 打开私聊
telegram-prompt = { $field }：请直接回复这条消息。
telegram-answer-gone = 这道题已经不能在这里回答了。
telegram-view-gone = 这条内容已经不在了，请在群里再按一次。
telegram-answer-openly = 在群里写出来大家都看得到，所以不算。请在私聊里回答：
telegram-answer-command = 在群里写出来大家都看得到，所以不算。请按题目下面的按钮回答。
telegram-read = 阅读全文

telegram-closed-gone = 找不到这个聊天了
telegram-closed-out = 我被移出或被屏蔽了
telegram-closed-topic-gone = 这个话题已被删除
telegram-closed-send = 我在这里没有“发送消息”的权限：群资料 → 编辑 → 成员权限
telegram-closed-post = 我不是这个频道的管理员，或没有“发布消息”的权限：频道资料 → 管理员
telegram-closed-topic = 这个话题已关闭：重新打开它，或给我“管理话题”的权限
