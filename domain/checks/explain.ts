// Why each rule is there and how it reads when it is right: for the list and the card beside the text, loaded when they are shown.
import type { RuleKey } from './catalogue';
import type { Message } from './check';

export interface Explained {
  why: Message;
  good: Message;
}

function explained(zh: string, zhGood: string, en: string, enGood: string): Explained {
  return { why: { zh, en }, good: { zh: zhGood, en: enGood } };
}

export const EXPLAIN: Readonly<Record<RuleKey, Explained>> = {
  'leftover-marker': explained(
    '从网页复制时带进了平台的标记，正式文本里不该有。',
    '学习计划没有排到人。',
    'A site’s marker came along with the copied text; it is no part of it.',
    'The plan names nobody.',
  ),
  'password-line': explained(
    '下载站的密码尾注会随文本一起冻结、打印。',
    '整行删去。',
    'A download site’s password line would be frozen and printed with the text.',
    'Delete the whole line.',
  ),
  advert: explained(
    '广告语句与本文无关，来自抄录的网页。',
    '只留与本次对照有关的句子。',
    'Advertising has come from a copied page and says nothing here.',
    'Keep only sentences about this review.',
  ),
  placeholder: explained(
    '占位的地方没有填，读的人不知道是谁、多少、何时。',
    '收到意见48条。',
    'A blank was not filled in: nobody knows who, how many or when.',
    'We received 48 comments.',
  ),
  'doubled-punct': explained(
    '两个标点叠在一起，只有一个是要的。省略号……和破折号——各算一个。',
    '会议偏多，效率不高。',
    'Two marks stand where one belongs; … and — are one mark each.',
    'Meetings are many, and slow.',
  ),
  'halfwidth-punct': explained(
    '汉字之间用全角标点，排版才齐。',
    '学习不够，作风不实。',
    'Between Chinese characters marks are full-width, or the lines do not align.',
    '学习不够，作风不实。',
  ),
  'unpaired-quote': explained(
    '引号有开无合，读的人不知道引到哪里。',
    '满足于“无功也无过”。',
    'A quotation that is opened and never closed has no end.',
    'She said “fine” and left.',
  ),
  'invisible-char': explained(
    '看不见的字符会打断查找、换行和比对。',
    '借阅系统',
    'Characters that nobody sees break search, line ends and comparison.',
    'lending system',
  ),
  'bidi-control': explained(
    '它让后面的字倒着显示：眼睛读到的与摘要所签的不是同一句。签署页、PDF 和 Word 上都标出它。',
    '由王平负责，年底前完成。',
    'It shows the words behind it in another order: what is read is not what the digest covers. It is marked on the sign page, in PDF and in Word.',
    'Owned by Wang Ping, done by the end of the year.',
  ),
  'blank-run': explained(
    '段距由版式管，空行会印出来。',
    '段与段之间至多一个空行。',
    'The page style makes the space; blank lines are printed.',
    'One blank line at most between paragraphs.',
  ),
  truncated: explained(
    '句子没有写完就停了，常是粘贴时丢了一截。',
    '调研多听汇报，少同读者座谈。',
    'The sentence stops before its end, often because a paste lost the rest.',
    'We heard reports and met few readers.',
  ),
  numbering: explained(
    '序号跳号或重复，别处引用“第三条”就会指错。',
    '一是……二是……三是……',
    'A skipped or repeated number sends every reference to it astray.',
    '1. … 2. … 3. …',
  ),
  'title-missing': explained(
    '没有标题，列表、签署页和归档都不知道这是什么。',
    '2026年度服务质量集体自查报告',
    'Without a title neither list nor sign page nor archive can name the text.',
    'Reading room retrospective, March 2026',
  ),
  'heading-period': explained(
    '独立成行的标题不是句子，末尾不加句号。',
    '（一）理论学习方面',
    'A heading in a line of its own is no sentence and takes no full stop.',
    'What went well',
  ),
  'declared-count': explained(
    '开头说几个方面，正文就要写几个，签的人会数。',
    '从理论学习、能力本领、工作作风3个方面作了对照检查。',
    'The preamble promises a number of aspects; whoever signs will count.',
    'We checked three aspects: …',
  ),
  'dimension-set': explained(
    '维度名称由模板定，改了名、缺了项，汇总时对不上。',
    '用模板里的名称，一项不少。',
    'The template names the dimensions; another name or a gap cannot be added up.',
    'The template’s own names, none left out.',
  ),
  'dimension-no-example': explained(
    '没有时间、数字或事例，问题无法核实，也无法验收。',
    '例如，全年应学习12次，实际8次。',
    'Without a date, a number or a case nobody can check the problem or its mending.',
    'For example, 8 of 12 sessions took place.',
  ),
  'duplicate-within': explained(
    '同一段话写了两遍，多半是粘贴留下的。',
    '只在最合适的一处写。',
    'The same passage stands twice, mostly from a paste.',
    'Say it once, where it belongs.',
  ),
  'duplicate-across': explained(
    '与别的评审写得一样，是不是本次的事实就说不清。固定表述不算。',
    '写本次、本部门的事实。',
    'The same words in another review leave open whose facts they are. Set phrases do not count.',
    'The facts of this round, of this office.',
  ),
  'measure-no-owner-or-due': explained(
    '没有人负责、没有期限的措施没有人会销号。',
    '由信息部负责，9月底前完成。',
    'A measure that is nobody’s and never due is never closed.',
    'Tom checks the hours every Monday.',
  ),
  'problem-without-measure': explained(
    '查出的问题要有措施对应，否则等于没改。',
    '每个问题至少对应一条措施。',
    'A problem without a measure stays as it is.',
    'At least one measure for each problem.',
  ),
  'commitment-in-problems': explained(
    '问题部分只说问题，表态放到措施部分才落得下去。',
    '会议偏多，全年召开41次。',
    'The problems part tells problems; promises belong to the measures.',
    'There were 41 meetings this year.',
  ),
  'instruction-leak': explained(
    '写作工具的话混进了正文，读的人会当成正文。',
    '删去这句话。',
    'Words to or from a writing tool got into the text.',
    'Delete the sentence.',
  ),
  'stale-theme': explained(
    '提法属于别的一轮，照抄会让人以为整篇都是旧的。',
    '用本次的主题提法。',
    'The wording belongs to another round and makes the whole text look old.',
    'This round’s wording.',
  ),
  'entity-mix': explained(
    '同一主体用两个称谓，责任就有两个主语。',
    '全文都称“党委”。',
    'Two names for one body leave two subjects to be responsible.',
    'One name throughout.',
  ),
  'repeated-word': explained(
    '同一个词连着打了两遍。',
    '认真学习。',
    'The same word was typed twice.',
    'We saw the plan.',
  ),
  'de-particle': explained(
    '补语前用“得”，状语后用“地”。',
    '抓得不紧；更好地服务读者。',
    'Before a complement it is 得, after an adverbial 地.',
    '抓得不紧；更好地服务读者。',
  ),
  'long-sentence': explained(
    '一句太长，念到后面忘了前面。',
    '分成两三句，每句一件事。',
    'By its end nobody remembers how the sentence began.',
    'Two or three sentences, one thing each.',
  ),
  'no-follow-up': explained(
    '上次的措施没有交代，这次的也没有人信。',
    '上年14项措施，已销号12项。',
    'Measures of last time that nobody reports on make new ones hollow.',
    'Three of four actions are closed.',
  ),
  'problem-share': explained(
    '问题和原因写得太少，措施就没有来处。',
    '问题与原因占全文的大半。',
    'With few words on problems and causes the measures come from nowhere.',
    'Problems and causes are most of the text.',
  ),
};
