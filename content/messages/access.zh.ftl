## 谁可以用、用多快、在哪里能发言
refuse-group = 我只在部分群组里工作，这里不在其中。运行我的人可以放行：{ $group }
refuse-private = 我只在部分群组里工作，不接受私聊。
refuse-too-fast = 一下子太多了，歇几秒再试。
refuse-room = 本群里没有我认识的“{ $given }”。写 `here`，或者选一个用过我的地方。
param-room = here|#频道
schedule-there-digest-done = 早读会发到 { $room }：{ $when }（{ $zone }）。第一期：{ $next }。
schedule-there-quiz-done = 答题会在 { $room } 开始：{ $when }（{ $zone }）。第一局：{ $next }。
schedule-last-closed = 上次：应于 { $at }，因为我没法在那里发言而没有发。
