// Realistic clipboards as test data: what Word, WPS and a web page put there for a small report. Written for this test.

export const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal{margin:0cm;text-indent:32.0pt}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=ZH-CN><!--StartFragment-->
<h1 style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]><span lang=ZH-CN>存在的问题</span><o:p></o:p></h1>
<w:sdt docpart="x"><p class=MsoNormal style='mso-outline-level:2'><b>（一）会议方面</b><w:sdtPr></w:sdtPr><o:p></o:p></p></w:sdt>
<p class=MsoNormal><span style='font-weight:bold'>一是会议偏多。</span>全年开会<span style='color:red'>41</span>次。<o:p></o:p></p>
<p class=MsoNormal><img width=200 height=80 src="file:///C:/tmp/image001.png"><img width=300 src="file:///C:/tmp/image002.png">会场照片</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>先定议题<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><![if !supportLists]><span style='mso-list:Ignore'><span style='font-family:Wingdings'>n</span>&nbsp;</span><![endif]>提前三天发出<o:p></o:p></p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal style='mso-list:l3 level1 lfo4'><span style='mso-list:Ignore'>1.</span>事项</p></td><td><table><tr><td>时限</td><td>每月</td></tr></table></td></tr></table>
<p class=MsoNormal style='display:none;mso-hide:all'>隐藏</p>
<!--EndFragment--></body></html>`;

export const WPS = `<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name="Generator" content="WPS Office"></head><body>
<p class="MsoNormal" style="text-indent:32.0000pt;"><span style="font-family:仿宋_GB2312;font-size:16.0000pt;"><font face="黑体">二、</font></span><span style="font-family:黑体;"><font face="黑体">改进措施</font></span><span><o:p></o:p></span></p>
<p class="MsoNormal"><span><font face="仿宋">一要精简会议。</font></span><b><span style="mso-bidi-font-weight:normal;">办公室</span></b><span>负责。</span></p>
<p class="MsoNormal"><span><font>二要明确时限，</font></span><u><span>三月底前</span></u><span>完成。</span></p>
<p class="MsoNormal"><span><font>2026年完成，共3.5万元。</font></span></p></body></html>`;

export const WEB = `<meta charset='utf-8'><article><nav><a href="/">首页</a></nav><h4>会议通知</h4><div>各科室：</div>
<ul class="x" data-point="measure" data-key="problems"><li>带材料<ol><li><p>报表</p></li></ol></li><li>按时到会</li></ul>
<p onclick="x()">详见<a href="https://example.org/a" data-id="p-a">通知</a><a href="javascript:alert(1)">下载</a>。<img src="https://example.org/pixel.gif" width="1" height="1"></p>
<script>alert(1)</script><button>分享</button><p aria-hidden="true">重复</p></article>`;

/** Of Word again: its source is wrapped in the middle of words, some are deleted under track changes or struck, one has a marker's colour. */
export const TRACKED = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><body lang=ZH-CN>
<p class=MsoNormal><span lang=ZH-CN>去年以来共收
集意见</span><s><span style='color:red'><del cite="mailto:lin" datetime="2026-01-05T09:00">36</del></span></s><ins cite="mailto:lin"><span
lang=EN-US>38</span></ins><span lang=ZH-CN>条，
</span><span style='background:yellow;mso-highlight:yellow'>归并为
28条</span><span style='background:white'>，用
</span><span lang=EN-US>Word
2016</span><span style='text-decoration:line-through'>来</span> 整理。<o:p></o:p></p>
<p class=MsoNormal>一是会议偏多。<br>
二是文件偏多。<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>先定议题<br>再发通知</p>
<p class=MsoNormal style='mso-outline-level:2'>（一）会议方面<br>存在的问题</p>
<p class=MsoNormal><s>全段删去</s><br clear=all></p>
</body></html>`;

/** Of Word again: notes at the foot and the end, one called twice, one whose words were not copied. */
export const NOTED = `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body lang=ZH-CN>
<p class=MsoNormal style='mso-outline-level:1'>一、存在的问题<a style='mso-endnote-id:edn1' href="#_edn1" name="_ednref1" title=""><span class=MsoEndnoteReference><![if !supportEndnotes]>[i]<![endif]></span></a></p>
<p class=MsoNormal><b>全年</b>开会41次<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span>[1]</span><![endif]></span></span></a>，比上年
多。还要精简<a style='mso-footnote-id:ftn7' href="#_ftn7" name="_ftnref7"><span>[7]</span></a>。</p>
<table><tr><td><p>次数<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p></td></tr></table>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a><span lang=EN-US> </span>见会议台账，
由办公室整理。</p></div></div>
<div style='mso-element:endnote-list'><div style='mso-element:endnote' id=edn1><p class=MsoEndnoteText><a style='mso-endnote-id:edn1' href="#_ednref1" name="_edn1"><span>[i]</span></a> 截至五月</p></div></div>
</body></html>`;
