## Only said on Telegram
telegram-said-privately = I have sent it to you in our private chat.
telegram-private = This is for you only: open our private chat to see it.
telegram-private-button = Open private chat
telegram-prompt = { $field }: just reply to this message.
telegram-answer-gone = This question can no longer be answered here.
telegram-view-gone = This is no longer here. Press the button in the group once more.
telegram-answer-openly = Everybody reads what you write here, so it does not count. Answer in our private chat:
telegram-answer-command = Everybody reads what you write here, so it does not count. Answer with the button under the question.
telegram-read = Read the article

telegram-closed-gone = the chat cannot be found any more
telegram-closed-out = I was taken out, or blocked
telegram-closed-topic-gone = this topic was deleted
telegram-closed-send = I may not send messages here: group info → Edit → Permissions
telegram-closed-post = I am no administrator of this channel with the right to post messages: channel info → Administrators
telegram-closed-topic = this topic is closed: open it again, or give me the right to manage topics
