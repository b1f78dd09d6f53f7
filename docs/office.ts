// The office of the pictures: seven people, a statement in Chinese and a retrospective in English, what is said beside them.
import type { Role } from '../domain/review';
import { SAMPLE_EN } from '../tests/build/sampleText';

export const TEAM = [
  ['林晓', 'linxiao', ['owner']],
  ['钱进', 'qianjin', ['editor', 'signatory']],
  ['周敏', 'zhoumin', ['editor', 'signatory']],
  ['孙立', 'sunli', ['commenter', 'head']],
  ['何静', 'hejing', ['editor', 'signatory']],
  ['郑晓彤', 'zhengxiaotong', ['commenter', 'signatory']],
  ['顾明', 'guming', ['commenter', 'signatory']],
] as const satisfies readonly (readonly [name: string, account: string, roles: readonly (Role | 'owner')[]])[];

export type Account = (typeof TEAM)[number][1];

export interface Talk {
  by: Account;
  quote: string;
  body: string;
  kind?: 'must-fix';
  replies?: readonly (readonly [Account, string])[];
  settled?: boolean;
}

export interface Sample {
  template: string;
  text: string;
  meta: Record<string, string>;
  talks: readonly Talk[];
  /** Section by section, as far as it is cared for. */
  care: readonly { key: string; owner: Account; state: 'draft' | 'review' | 'final' }[];
  /** Words behind which the others have their cursors. */
  cursors: readonly [string, string];
  /** Suggested: struck and written in its place. */
  instead: readonly (readonly [from: string, to: string])[];
  /** For the palette. */
  query: string;
}

const STATEMENT = `市图书馆班子2023年主题教育专题民主生活会对照检查材料
各位同事：
按照工作安排，馆班子于3月4日至22日召开座谈会5次，谈心谈话36人次，发放问卷320份，收集到意见建议48条，归并为31条，从理论学习、政治素质、能力本领、担当作为、工作作风、廉洁自律6个方面作了对照检查。现将情况报告如下：

一、存在的主要问题
班子坚持边查边改，会前已先行整改7项，仍然存在以下问题。
（一）理论学习方面
一是学习计划没有排到人。全年应开展集中学习12次，实际开展8次，其中3次由办公室代为签到，学习记录事后补齐。
二是学用结合不够紧。例如，学过数字服务的规划以后，借阅系统的改造方案拖了5个月才提交，两个分馆至今没有试点。
三是学习的形式单一。8次集中学习全部是领读文件，没有安排现场教学，年轻馆员谈体会的机会只有2次，座谈中有9人提到听完以后不知道怎样用在自己的窗口。
（二）政治素质方面
一是对上级部署的领会不够深。全民阅读三年行动的12项任务，有3项只转发了文件，没有结合本馆实际提出办法。
二是研究重大事项的质量不高。去年上会的26个议题中，有7个会前没有征求部门意见，会上临时修改，其中2个修改后没有再征求意见就印发执行。
三是思想工作做得不细。部门调整涉及14名馆员，谈话只谈到8人，有3人是看到公示才知道自己换了岗位。
（三）能力本领方面
对照读者的需要，班子的本领有三处明显的短板。
一是调研浮在面上。去年到分馆调研14次，有9次当天往返，只听汇报，没有同读者座谈。
二是统筹项目的办法不多。“一卡通”项目涉及6个部门，到年底仍有2个接口没有打通，读者换证要跑两个窗口。
三是应急处置不够快。7月12日闭馆检修没有提前公告，当天有230名读者白跑一趟，第二天才在网站说明。
（四）担当作为方面
一是碰到跨部门的难事有时绕着走。少儿馆改造的消防手续涉及3家单位，协调会开了4次，没有定下牵头人。
二是对分馆的指导偏少。8个分馆中有3个全年没有收到书面的业务反馈，馆员轮训只完成计划的六成，城南分馆的空调报修从6月等到9月。
三是创新服务的劲头不足。近两年新开的读者活动有5项，其中4项沿用往年的做法，面向视障读者的有声阅读室论证了一年，没有拿出可以投票的方案。
（五）工作作风方面
一是会议偏多。全年召开馆务会41次，平均每次2小时10分钟，有11次的议题可以书面传阅。会后没有纪要的14次，议定事项靠口头转达。
二是回复读者来信偏慢。全年收到来信412封，平均等待9天，最长的一封等了26天。
（六）廉洁自律方面
一是采购验收把关不严。抽查的30批图书中，有4批没有两人签字，入库单与合同的册数相差17册。
二是公务用车登记不全。抽查3个月的登记，有6次没有写明事由，另有2次的里程与路线对不上，经核实是登记时看错了仪表。
三是提醒教育做得不够经常。新进馆的6名同事中，有4名没有安排廉洁谈话，活动赠品的领取登记全年只做了前5个月。
二、产生问题的原因分析
出现以上问题，主要有四个方面的原因：
一是学习的要求没有变成制度。谁来讲、讲什么、怎样检查，一直靠临时安排。班子成员之间没有互相检查，缺了课也没有人提醒，办公室代为签到被当成了帮忙。
二是服务读者的意识有所淡化。评价工作时，看完成了多少项目，没有看读者等了多久。每年的读者满意度调查只看总分，分馆之间的差别、读者反复提到的事，没有逐条追下去。
三是责任没有落到岗位。跨部门的事项没有牵头人，出了问题互相等待。项目书里写了目标和经费，没有写谁在哪一天之前交出什么，协调会也就没有可以核对的清单。
四是监督检查时紧时松。制度定了不少，对照检查的少，抽查发现的问题没有逐件销号。同一个问题在两年的检查里出现过3次，每次都写了要改进。
三、今后努力方向和改进措施
针对以上问题，班子逐项制定了改进措施。
一是把学习排到人、查到人。由办公室牵头，4月底前印发学习计划，每季度公布一次到课情况。
二是改进调研的方式。每名班子成员每季度到分馆住点调研2天，由业务部负责，6月底前完成第一轮。
三是打通“一卡通”的接口。由信息部负责，9月底前完成剩余2个接口的联调，重复录入的数据降为零。
四是限时回复读者来信。由读者服务部负责，5月1日起5个工作日内回复，每月5日前公布超时件数。
五是压减会议。由办公室负责，馆务会每月不超过2次，每次不超过90分钟，可以传阅的议题不上会。
六是规范采购验收。由采编部负责，5月底前补齐两人签字，每季度抽查10批，结果向全馆公布。
七是把谈话做在前面。由人事部负责，今后岗位调整在公示前谈到每一个人，新进馆的同事在1个月内完成廉洁谈话，每半年向班子报告一次。
八是办好有声阅读室。由读者服务部牵头，6月底前提出两个方案和预算，7月的馆务会上投票决定，年底前开放试用。
市图书馆班子
2024年4月2日
`;

const TALKS: readonly Talk[] = [
  { by: 'guming', quote: '意见建议48条', body: '意见箱另有 2 条是 4 月才收到的，是否计入？' },
  {
    by: 'sunli',
    quote: '实际开展8次',
    body: '缺的 4 次是哪几个月？写到月份，读的人才知道问题在哪。',
    kind: 'must-fix',
    replies: [['qianjin', '已查：2、6、9、11 月，正在补进正文。']],
  },
  { by: 'hejing', quote: '两个分馆至今没有试点', body: '城东分馆 3 月已经开始，请改为一个。' },
  { by: 'zhengxiaotong', quote: '有3项只转发了文件', body: '建议写明是哪三项。' },
  {
    by: 'qianjin',
    quote: '有9次当天往返',
    body: '业务部的台账是 10 次，请再核一下。',
    replies: [['zhoumin', '查过了，其中一次住了一晚，是 9 次。']],
  },
  { by: 'zhoumin', quote: '2个接口', body: '财务系统的接口 3 月底已经联通，只差一个。' },
  { by: 'guming', quote: '230名读者', body: '这个数从哪里来？门禁记录是 218。' },
  { by: 'hejing', quote: '没有定下牵头人', body: '现在已由办公室牵头，措施里要对上。', kind: 'must-fix' },
  { by: 'zhoumin', quote: '最长的一封等了26天', body: '建议补一句现在的处理办法。' },
  { by: 'sunli', quote: '相差17册', body: '后来查清了吗？' },
  { by: 'zhengxiaotong', quote: '时紧时松', body: '这一条写得准。' },
  {
    by: 'qianjin',
    quote: '每季度抽查10批',
    body: '抽查由谁来做？',
    replies: [['linxiao', '由纪检小组做，已写进责任人。']],
    settled: true,
  },
];

export const ZH: Sample = {
  template: 'self-check-2023-team',
  text: STATEMENT,
  meta: { org: '市图书馆', year: '2023', theme: '学思想、强本领、转作风', date: '2024-04-02' },
  talks: TALKS,
  care: [
    { key: 'problems/theory', owner: 'qianjin', state: 'final' },
    { key: 'problems/politics', owner: 'linxiao', state: 'review' },
    { key: 'problems/competence', owner: 'zhoumin', state: 'review' },
    { key: 'problems/initiative', owner: 'hejing', state: 'draft' },
    { key: 'problems/style', owner: 'zhoumin', state: 'final' },
  ],
  cursors: ['学习记录事后补齐。', '没有同读者座谈。'],
  instead: [
    ['只转发了文件', '只作了转发'],
    ['白跑一趟', '空跑'],
  ],
  query: '读者来信',
};

export const EN: Sample = {
  template: 'retrospective',
  text: SAMPLE_EN,
  meta: { org: 'Reading room', date: '2024-03-29' },
  talks: [
    { by: 'guming', quote: 'two days later than planned', body: 'Three: the opening moved from Friday to Monday.' },
    {
      by: 'sunli',
      quote: 'Signs were printed late',
      body: 'By how many days? Without the number nobody can tell whether it got better.',
      kind: 'must-fix',
      replies: [['qianjin', 'Nine days. I am adding it.']],
    },
    { by: 'hejing', quote: 'Nobody owned the list', body: 'This holds for the opening hours as well.' },
  ],
  care: [
    { key: 'context', owner: 'qianjin', state: 'final' },
    { key: 'problems', owner: 'zhoumin', state: 'review' },
  ],
  cursors: ['12,400 volumes', 'the whole move.'],
  instead: [['by telephone', 'by phone']],
  query: 'signs',
};
