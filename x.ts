import { writeFileSync } from 'node:fs';
import { writePdf } from './server/files/writePdf';
const para='本单位围绕年度重点工作开展自查，共召开座谈会6次、走访12个科室，收集意见建议86条；经归并整理，形成问题清单并逐项明确责任人与完成时限（详见附表）。';
const run=(t:string,marks:any[]=[])=>({text:t,marks});
const blocks:any[]=[
 {block:{type:'paragraph',role:'salutation',id:null,runs:[run('各位同志：')]},number:'',n:0},
 {block:{type:'paragraph',role:null,id:null,runs:[run(para),run('龚䶮、𠮷田',[{type:'strong'}]),run('参加了会议。Email test, 2026年 3.5%。',[{type:'underline'}])]},number:'',n:0},
 {block:{type:'heading',level:1,key:'p',id:null,runs:[run('存在的问题')]},number:'一、',n:1},
 {block:{type:'heading',level:2,key:'d',id:null,runs:[run('会议管理方面')]},number:'（一）',n:1},
 ...Array.from({length:Number(process.argv[2]??20)},(_,i)=>({block:{type:'point',kind:'problem',id:null,runs:[run(para.repeat(2))]},number:'一是',n:1})),
 {block:{type:'table',id:null,rows:[{cells:[{header:true,colspan:1,rowspan:1,paragraphs:[[run('措施')]]},{header:true,colspan:2,rowspan:1,paragraphs:[[run('责任人与时限')]]}]},{cells:[{header:false,colspan:1,rowspan:2,paragraphs:[[run('压缩会议时间')]]},{header:false,colspan:1,rowspan:1,paragraphs:[[run('林主任')]]},{header:false,colspan:1,rowspan:1,paragraphs:[[run('2026-12-31')]]}]},{cells:[{header:false,colspan:1,rowspan:1,paragraphs:[[run('甲')]]},{header:false,colspan:1,rowspan:1,paragraphs:[[run('乙')]]}]}]},number:'',n:0},
];
const t=Date.now();
const b=await writePdf({title:'城东街道办事处2026年度工作自查报告',blocks,at:new Date(0),watermark:'草稿',footLine:'第1稿 内容摘要 SHA-256 '+'7f3a92c105be4d10'.repeat(4),signatures:{heading:'签署页',columns:['姓名','身份','决定','时间'],rows:[[['林若溪'],['负责人'],['同意'],['2026-11-20 10:00']],[['孙立行'],['会签人'],['保留意见','系统改造需六周，时限偏紧。'],['2026-11-20 11:00']]],notes:['内容摘要（SHA-256）：'+'a'.repeat(64)]}},'/nonexistent');
console.log(Date.now()-t,'ms',b.length); writeFileSync('/tmp/w/lead/x.pdf',b);
