import { unpacked, type Huffman } from './huffman';

/** How pairs of values are coded. */
export interface PairCode {
	tree: Huffman;
	/** How many different values there are. */
	base: number;
	/** Extra bits of a value of 15. */
	more: number;
}

/** ISO 11172-3, table B.7: 1, 2, 3, 5 to 13, 15, 16 and 24. A word's symbol is x · base + y. */
const texts = [
	'2Z2X/.+S',
	'=<=69e9g9f2[2X2Z+S',
	'=<=69e9g9f2Z/0/-/,',
	'DGDC@r=A@k@g@p@n=:===6=<2a2X2[+S',
	'!!!!!!!7+#364#/52*#.10#)#-!,(',
	'!!!!!!!!!!KEJI#?D9H#3G!->#F!C=#8B#2A@!,7<+#1;:6#0#5!*4##/#).##(',
	'!!!!!!!!!!!KJ#E#I!?D#9H-#3G!>CF=#8B2#A!,@7<1;+:##6*4##05##/!).#(',
	'!!!!!!!!!KE#?I!J-#D9H3#G>C!F,#8B=@#2A7<#1;!+:#6*#054#/).(',
	'!!!!!!!!!!!ldkWjc#OiVbGhN!UT#[#?g!a/#eZ!ME#.!SL##7f!F>!=R#5Q!DK##6YX!-P<JC,#4IH;B+#3A@:#29*8##1#)0##(',
	'!!!!!!!!!!ldkjcOi!WU#Vb#GhN!MTES##?g!a/##f!7eF[X!L=R-#5#Z!>.#6Y!QDP!KC#<J4I,H#;B#3A!+@#:#9#2!*8##1)0#(',
	'!!!!!!!!!!ld#kWjcOib#VG!hU#?gNa7f!/e#F[MTL!.-##>ZY!6XES=R#5QDK!P,#<J4#CI;B!H+#@#3A:#29!*8#(#1)0',
	's-s+oSkohQhAh1h@gxh0ghhMgwh.k,kkdjdVhLgvd7dicodwdhd6dTcZdvdEgRgBcYfzfyaEa(c}d5dDdtZfa6ZQ[=[~aCa5[L[[ZAaBdCdd' +
		'aAVX[-[}VHXlZe[<V([nZP' +
		'WwZt[|Vl[m[{VWX.[;[JRdU;U:X/XZXYWSW4XXU,VGU~RcU+XUV{XJWCX<VkWRX-XIWfWuW3TgS+XHWBRrTsRbTSVzX:WeWATdWsWcS9QB' +
		'RMTqS}TDS:TeSYTROQOAQ3Ou' +
		'TQS|O1Q2T4RLQ1TPSXTBSlOPP{S{SHO@TASWPlSkSzPWSjSiMJKWMINwPxPYOdOOPkOsPXKkM:KVM9NvP+M8PIOcM+ONOrPHP*KjM*OqP8' +
		'KyLrP)OaP7OpP(P6H*IPKEM(' +
		'L2LsLaO[O~H9IAH)KxKhH(I0L?KCLZKwLML/L>KgLLKvElGpI?G~HwGnHvL=L.H6HhGmDME7HEHTHfH5HSHDDLAND<D}D[Do@wA>@gA=A/' +
		'=F=U=6=T6A612l+S',
	'XyXiXxXTU8XwXDXvXSXgX4UEXCXfT~TKUDTZU5TnT}T;UCU4TYT|T+UBTmT:U3SrUATIT{TXSbWzV(Q<QlT*U2SMT9QkPAQXPtQ;Q,TzT)Oi' +
		'QjOTQiQIQWODQhSaU:O4Qg' +
		'PdQ:OxPsQ+QVP@QHOhQUPOQ9OSP0QGQTPcQ*OCPrQSO3QRRNU*OwQFP?Q8OgPNMqQ)PbPqP/Q7ORMpMoOBNyKYLjMOMnOvQAMbLyM@L6Ma' +
		'LUMNPaNxK}M[LiM?M>Q1NwJ/' +
		'KmLEMMKXLxM0MYL5MLLTK|LhIwM/LwKlLDIvM=KWIuMHLSM.L4M<LgLvK{IgHoITH;IfH+IeKFM8H~IEHZISHJIRLfKEHnIDH:H}I5IQE|' +
		'H*IOHYICHmI4HIIBH|HXDeEm' +
		'DPElI3GpI?HlH{HHI2HWDdEXEJDOE;EWGoI/DsEIE+E:DcEHDNGnHvDrAsE9E*A2Ad@yAcD=E6AAAPA1AOA@=z@x@h=W=kAM@g=G=j=i:+' +
		'9r:*9b:)2m616@2W',
	'QeQtQPQsQ@QrQ0QqMGQpPgQoQnL~LnN=LYN<GALIN;HeJfJeJbL)gwknkZdWdgh<h+a<dkdi[c[rdUdT[N[qc}dScIc|[odBcHZPX2G4H@Gw' +
		'DWG3Wj[a[p[.a6[=a5[[[-' +
		'[}ZeX[Wh[K[Za3[|Vla2[,X=VWW4[{[;[Y[JXVXI[X[IWB[W[uU-U~XUV{XJWCX<VkWRWfW3X;VVVzX:RMWQWtWeVjX+WAS*VyWPRaTaWd' +
		'W@QSRsRcTtRrTsTrS)WcWOO2' +
		'TeSYTdTCOATcTQTbRLS9TPSXTBP{SHTAO@PzO0PyRKTLSWT2S8T@SkSzPkS(SGO?T1SVPiSySjPWS7SEP*M:KVNvPhONPVOrPHKjM*P9Nu' +
		'KUM)PSObPGP8OMPFP)O=LqOa' +
		'P7KTLpLoNtOpKxLbP(O[KhLaO~OoKCH(I0LZKwLML/L>KgHxG~HwKBLJHiKvL.H6HhE7G}GmHEHTHfH5HSHDDLD~GlHQD[Do@wA>D;DmA/' +
		'=F=U=6=T6A612l+S',
	'G1G@FxG?FhG>FSG=ChFCF3CgCfEzEjCeB*CdAqCcAaCbALCaA<C[CZDWG2GwQdQOQcQ?QbQNQ/QaQ>QMPvQ[Q.QLQ=PfQZPuQKQ-Q<PQQYPe' +
		'QJPAQXPt99Q;Q,PPQIRNU*' +
		'NyN,P1PdMfLHMRN+PsP@MtN*L{MeOhOCL(LWMsN)M3MQMBN(KZM~LGMrLkMdL7LzMPMqM2MALVMcK~MpKnMoKYLjMOMnLFMbLyM@M1L6Ma' +
		'LUMNQANxK}M[LiM?KmMZLEMM' +
		'KXLxM0MYL5Q1NwK|PxNvKVIxLTM>LhM/PhNuM(IwIGKlLDIvM=KWMILSIUIhL4LgIFHKIgHoITH;IfIeH~IEI6HZISHJIRHnIDH:H}I5IQ' +
		'H*IPHYICHmI4HIIBH|H9IAH)' +
		'HXI3I@KDLoHlH{H(KCLZEYHHH8EXE,EJE;EWDsEIE+E:DcEHDNEGGnHvDrE9E*DbE8DMGmHfAcDqE)A1AOA@@xAND<D}A0A?=G=j@gA==V' +
		'9r:*=6=T6A616@60',
];

/** Of tables 0 to 15: which text they have, if any. */
const textOf = [-1, 0, 1, 2, -1, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1, 12];
/** Of tables 16 to 31, which have two texts. */
const moreBits = [1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13];

/** The table of four values of 0 or 1 each, called A. That called B has the four bits themselves, inverted. */
const foursText = '!!!!!!3756/-#1.+24#*),0###(';

let kept: { pairs: Array<PairCode | undefined>; fours: Huffman } | undefined;

function unpack() {
	const all = texts.map((text) => {
		const tree = unpacked(text);
		return { tree, base: Math.sqrt(tree.length / 2 + 1), more: 0 };
	});
	const [wide, wider] = all.slice(-2);
	const larger = moreBits.map((more, at) => ({ ...(at < 8 ? wide! : wider!), more }));
	return { pairs: [...textOf.map((at) => all[at]), ...larger], fours: unpacked(foursText) };
}

/** Tables 0 to 31 (table 0 is all zeros and has none) and table A, built on first use. */
export const codes = () => (kept ??= unpack());
