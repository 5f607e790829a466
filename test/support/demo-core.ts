import type { Inbound } from '../../src/chat/place.ts';
import type { Parcel, Received } from '../../src/chat/transport.ts';
import type { Block, Choice, View } from '../../src/chat/view.ts';
import type { MessageRef } from '../../src/kernel/ids.ts';
import { heading, math, type Prose, paragraph, prose, text } from '../../src/kernel/prose.ts';
import { after, type Clock, seconds } from '../../src/kernel/time.ts';
import type { Web } from '../../src/web/transport.ts';

/** A core that knows no quiz: it answers commands with every kind of block, presses with toasts and edits, `0.5493` with silence for the others. */
export function demoCore(clock: Clock): (inbound: Inbound, web: Web) => Promise<Received> {
  const pressed = new Map<string, Set<string>>();
  let question: MessageRef | null = null;
  let deadline = clock.now();

  return async (inbound, web) => {
    const post = (blocks: readonly Block[], audience: View['audience'] = 'room') => web.send(parcel(inbound, blocks, audience));
    if (inbound.kind === 'text') return inbound.text.trim() === '0.5493' ? 'taken' : 'talk';
    if (inbound.kind === 'press') {
      const { token, person, room, reply } = inbound;
      if (!reply) return 'talk';
      if (inbound.typed !== undefined) {
        await web.toast(reply, person.id, room.id, `已记录：${inbound.typed}`);
        return 'talk';
      }
      await web.toast(
        reply,
        person.id,
        room.id,
        token.startsWith('answer') ? `已记录：${'ABCD'[Number(token.at(-1))] ?? '?'}` : `(${token})`,
      );
      if (token.startsWith('answer') && question) {
        const who = pressed.get(question) ?? new Set();
        pressed.set(question, who.add(person.id));
        await web.edit(question, parcel(inbound, questionBlocks(deadline, who.size), 'room'));
      }
      return 'talk';
    }
    if (inbound.kind !== 'command') return 'talk';
    switch (inbound.name) {
      case 'today':
        await post(digestBlocks());
        break;
      case 'quiz':
        deadline = after(clock.now(), seconds(25));
        question = await post(questionBlocks(deadline, 0));
        break;
      case 'blocks':
        await post(everyBlock());
        break;
      case 'reveal':
        await post(revealBlocks());
        break;
      default:
        await post(
          [
            paragraph(
              '你可以输入 ',
              text('/today', 'code'),
              '、',
              text('/quiz adaboost 5 20s', 'code'),
              ' 或 ',
              text('/read adaboost', 'code'),
              '。',
            ),
          ],
          'person',
        );
    }
    return 'talk';
  };
}

let keys = 0;

function parcel(inbound: Inbound, blocks: readonly Block[], audience: View['audience']): Parcel {
  keys += 1;
  return {
    key: `demo-${keys}`,
    room: inbound.room.id,
    to: audience === 'person' ? inbound.person.id : null,
    reply: null,
    view: { blocks, audience },
    locale: 'zh',
    timeZone: 'Asia/Shanghai',
  };
}

const choice = (token: string, ...label: Parameters<typeof prose>): Choice => ({ token, label: prose(...label) });

const alpha = '\\alpha_m = \\frac{1}{2}\\ln\\frac{1-e_m}{e_m}';

export function digestBlocks(): Block[] {
  return [
    { kind: 'note', content: prose('今日一篇 · 经典机器学习 · 第 12 天') },
    heading(1, 'AdaBoost：把弱分类器加权成强分类器'),
    paragraph(
      '单个弱分类器只比瞎猜好一点点，',
      text('AdaBoost', 'strong'),
      ' 依次训练 ',
      math('M'),
      ' 个弱分类器 ',
      math('G_m(x)'),
      '，每一轮把分错的样本权重调高，让下一个分类器专心对付它们。最后按各自的系数 ',
      math('\\alpha_m'),
      ' 投票：错误率 ',
      math('e_m < 1/2'),
      ' 越小，话语权越大。它可以看作指数损失下的前向分步加法模型，训练误差以 ',
      math('\\prod_m 2\\sqrt{e_m(1-e_m)}'),
      ' 的速度下降。',
    ),
    {
      kind: 'list',
      ordered: false,
      items: [
        prose('系数由加权错误率决定，', math('e_m = 1/2'), ' 时为零。'),
        prose('权重更新后，上一个分类器在新分布上的错误率恰好是一半。'),
        prose('对噪声标签敏感：异常点的权重会指数级增长。'),
      ],
    },
    { kind: 'math', tex: alpha },
    { kind: 'divider' },
    paragraph(text('热身题 ', 'strong'), '某一轮的加权错误率恰为 ', math('1/2'), '，这一轮的系数是多少？'),
    {
      kind: 'options',
      choices: [
        choice('answer.0', math('0')),
        choice('answer.1', math('\\tfrac{1}{2}')),
        choice('answer.2', math('1')),
        choice('answer.3', math('+\\infty')),
      ],
    },
    { kind: 'actions', choices: [choice('read', '接着读'), choice('quiz', '来一场测验')] },
    { kind: 'note', content: prose('摘要由作者撰写 · 小组已连续学习 12 天 🔥') },
  ];
}

export function questionBlocks(deadline: ReturnType<Clock['now']>, answered: number): Block[] {
  return [
    { kind: 'note', content: prose('第 2 / 5 题 · 抢答 · 剩余 ', { kind: 'time', at: deadline, show: 'relative' }) },
    paragraph('样本 ', math('i'), ' 在第 ', math('m'), ' 轮被分错，归一化之前，它的权重 ', math('w_i'), ' 会乘上哪个因子？'),
    {
      kind: 'options',
      choices: [
        choice('answer.0', math('e^{\\alpha_m}')),
        choice('answer.1', math('e^{-\\alpha_m}')),
        choice('answer.2', math('\\dfrac{1-e_m}{e_m}'), '，因为分错的样本要按优势比放大'),
        choice('answer.3', '不变，归一化时才调整'),
      ],
    },
    { kind: 'note', content: prose(`已作答 ${answered} / 3 人`) },
  ];
}

export function revealBlocks(): Block[] {
  const place = (rank: string, name: string, points: string, moved: string): Prose[] => [
    prose(rank),
    prose(text(name, 'strong')),
    prose(points),
    prose(moved),
  ];
  return [
    heading(2, '答案是 A'),
    paragraph('分错时 ', math('y_i G_m(x_i) = -1'), '，所以 ', math('e^{-\\alpha_m y_i G_m(x_i)} = e^{\\alpha_m} > 1'), '，权重变大。'),
    {
      kind: 'spoiler',
      title: prose('其他选项错在哪'),
      blocks: [
        { kind: 'list', ordered: true, items: [prose('B 的符号反了：那是分对样本的因子。'), prose('C 是 ', math('e^{2\\alpha_m}'), '。')] },
      ],
    },
    {
      kind: 'table',
      header: [prose('名次'), prose('玩家'), prose('得分'), prose('变化')],
      rows: [place('1', '小林', '1 873', '▲ 1'), place('2', 'Ada', '1 640', '▼ 1'), place('3', '张伟', '912', '—')],
    },
    {
      kind: 'actions',
      choices: [
        { ...choice('again', '再来一局'), tone: 'primary' },
        choice('missed', '练我错的'),
        { ...choice('stop', '结束'), tone: 'danger' },
      ],
    },
  ];
}

export function everyBlock(): Block[] {
  return [
    heading(1, '所有的块'),
    paragraph(
      text('粗体', 'strong'),
      '、',
      text('强调', 'emphasis'),
      '、',
      text('code()', 'code'),
      '、',
      text('高亮', 'mark'),
      '、',
      text('删去', 'strike'),
      '，以及 ',
      {
        kind: 'link',
        text: '梯度',
        href: 'topic:gradient',
      },
      ' 和 ',
      { kind: 'link', text: 'arXiv', href: 'https://arxiv.org/abs/2010.02502' },
      '。',
    ),
    heading(2, 'A wide formula scrolls in its own box'),
    {
      kind: 'math',
      tex: '\\log p_\\theta(x_0) \\ge \\mathbb{E}_q\\left[\\log p_\\theta(x_0\\mid x_1) - \\sum_{t=2}^{T} D_{\\mathrm{KL}}\\bigl(q(x_{t-1}\\mid x_t,x_0)\\,\\|\\,p_\\theta(x_{t-1}\\mid x_t)\\bigr) - D_{\\mathrm{KL}}\\bigl(q(x_T\\mid x_0)\\,\\|\\,p(x_T)\\bigr)\\right] = -\\mathcal{L}_{\\text{变分下界}}',
    },
    {
      kind: 'math',
      tex: '\\begin{aligned} m_t &= \\beta_1 m_{t-1} + (1-\\beta_1) g_t \\\\ v_t &= \\beta_2 v_{t-1} + (1-\\beta_2) g_t^2 \\\\ \\theta_t &= \\theta_{t-1} - \\eta\\left(\\frac{\\hat m_t}{\\sqrt{\\hat v_t}+\\epsilon} + \\lambda\\theta_{t-1}\\right) \\end{aligned}',
    },
    heading(3, '引文、代码、图'),
    { kind: 'quote', content: prose('Weight decay is not L2 regularisation once the step is rescaled.') },
    {
      kind: 'code',
      language: 'python',
      text: 'def adamw(p, g, m, v, t, lr=1e-3, b1=.9, b2=.999, eps=1e-8, wd=.01):\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g * g\n    step = (m / (1 - b1 ** t)) / (sqrt(v / (1 - b2 ** t)) + eps)\n    return p - lr * (step + wd * p), m, v',
    },
    { kind: 'figure', name: 'kd-tree-split', alt: '一个二维 k-d 树把平面切成八个矩形，查询点所在的叶子用阴影标出。' },
    { kind: 'picture', name: 'podium', alt: '领奖台：小林 1873 分，Ada 1640 分，张伟 912 分。' },
    { kind: 'divider' },
    paragraph('$x$ 与 `y` 在文本里仍是文本，<b>不是标记</b>；不能画的公式：', math('\\frac{1}{'), '。'),
    { kind: 'options', choices: [{ ...choice('typed', '输入一个数'), asks: '你的答案（保留两位小数）' }] },
    { kind: 'note', content: prose('下一篇 ', { kind: 'time', at: 1_795_132_800_000 as never, show: 'datetime' }) },
  ];
}
