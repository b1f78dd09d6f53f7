// Two texts of our own to recognise, check and fill reviews with: an office's self-check statement and a team's retrospective.

/** Title, salutation, preamble; three dimensions of problems, causes, measures; byline and date. For `self-check-2023-team`. */
export const SAMPLE_ZH = `市图书馆班子2023年主题教育专题民主生活会对照检查材料
各位同事：
按照工作安排，馆班子于3月4日至22日召开座谈会5次，谈心谈话36人次，收集到意见建议48条，从理论学习、能力本领、工作作风3个方面作了对照检查。现将情况报告如下：

一、存在的主要问题
班子坚持边查边改，会前已先行整改7项，仍然存在以下问题。
（一）理论学习方面。一是学习计划没有排到人。全年应开展集中学习12次，实际开展8次，其中3次由办公室代为签到。二是学用结合不够紧。例如，学过数字服务的规划以后，借阅系统的改造方案拖了5个月才提交。
（二）能力本领方面
对照读者的需要，班子的本领有两处明显的短板。
一是调研浮在面上。去年到分馆调研14次，有9次当天往返，只听汇报，没有同读者座谈。
二是统筹项目的办法不多。“一卡通”项目涉及6个部门，到年底仍有2个接口没有打通。
三是应急处置不够快。7月12日闭馆检修没有提前公告，当天有230名读者白跑一趟。
（三）工作作风方面。一是会议偏多；全年召开馆务会41次，平均每次2小时10分钟。二是回复读者来信偏慢，最长的一封等了26天。
二、产生问题的原因分析
出现以上问题，主要有三个方面的原因：
一是学习的要求没有变成制度。谁来讲、讲什么、怎样检查，一直靠临时安排。
二是服务读者的意识有所淡化。评价工作时，看完成了多少项目，没有看读者等了多久。
三是责任没有落到岗位。跨部门的事项没有牵头人，出了问题互相等待。
三、今后努力方向和改进措施
针对以上问题，班子逐项制定了改进措施。
一是把学习排到人、查到人。由办公室牵头，4月底前印发学习计划，每季度公布一次到课情况。
二是改进调研的方式。每名班子成员每季度到分馆住点调研2天，由业务部负责，6月底前完成第一轮。
三是打通“一卡通”的接口。由信息部负责，9月底前完成剩余2个接口的联调，重复录入的数据降为零。
四是限时回复读者来信。由读者服务部负责，5月1日起5个工作日内回复，每月5日前公布超时件数。
市图书馆班子
2024年4月2日
`;

/** Parts with and without numbers, bullets, a free dimension. For \`retrospective\`. */
export const SAMPLE_EN = `Reading room retrospective, 2024-03-29
We looked back on six weeks of work with everybody at one table. Two colleagues joined by telephone.

1. Actions from last time
Three of four actions are closed. The fourth moved to April because its supplier was late.

2. What happened
We moved 12,400 volumes and opened the new reading room on 18 March, two days later than planned.

3. What went well
- The catalogue stayed available during the whole move.
- Volunteers knew their shelves. Nobody had to ask twice.

4. What to improve
- Signs were printed late. Visitors asked 140 times where the lifts are.
- The opening hours on the site were wrong for 3 days.

5. Why
- Nobody owned the list of signs.

6. Actions
- Ana prints the remaining signs by 12 April. Done when no floor lacks one.
- Tom checks the opening hours every Monday.

29 March 2024
`;
