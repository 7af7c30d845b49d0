import { bytesOf, stepsOf, symbolsOf } from './opusBytes';

// Facts of RFC 6716, 4.2.7. A table of symbols holds the share of 256 that is left behind each symbol.

/** Joint part of the stereo weights, and their steps in 8192nds (tables 6 and 7). */
export const stereoTable = symbolsOf('*%$$$-;+$$&:\x7f:&$$+;-$$$%*');
const upperSteps = [820, 2950, 5000, 6500, 7526, 8266, 10_050, 13_732];
export const stereoSteps = [...upperSteps.map((step) => -step).reverse(), ...upperSteps];

/** First gain by signal type, 8 for each (table 11). */
export const gainTable = symbolsOf("C\x93g@/$$$%4P_aR6'$&=j\x81U,%");

/** Further gains (table 13). */
export const gainDeltaTable = symbolsOf(")(.B\xa78+'&%%%$$$$$$$$$$$$$$$$$$$$$$$$$$$$$");

/** First stage of the line spectrum, narrow and medium, then wide; 32 for unvoiced, 32 for voiced (table 14). */
export const spectrumTable = symbolsOf(
	"OEA68/.&&%3%%$(%$&&$$%%%&$,,%*%$$-$+&++101$1/0../.--.+,+*+$$)$)(B8&4$+4'$53'%&$-$&3.3%%&%.$',+*&$'3(5.(12$&/011)1/" +
		'%)$//.-&-($$$&',
);

/** Second stage, 8 models of 9 for narrow and medium, then 8 for wide (tables 15 and 16). */
export const spectrumRestTable = symbolsOf(
	"$$$2\u0103.$$$$$%E\xdaC$$$$$'M\xb8Z%$$$$+W\x9e`+$$$&3X\x88m)$$$&4Z}l2$$$*;Xmf=&$$$5bq]A)$$$$,\u010b,$$$$$%?" +
		'\xddF$$$$$' +
		"&M\xbbX%$$$$-T\xa1d%$$$'6S\x87p($$$$1Y\x87k/$$$$2`z`<'$$*8Upt4$$",
);

/** Which of those models each line takes, and which weight: four bits each, 10 lines (tables 17 and 21). */
export const narrowModels = bytesOf(
	'EAAAAABjQiQkIiQiIiIiU0UkNCJ0ZkZERLBmREQiQVVEVCR0jZiLqoS7uNiJhPmouYtoZmRERLLaubmq9Ni7u6r0u7vbimebuLmJdLebmIiE' +
		'2bi4qqTZq5uL' +
		'9Km4uaqk2N/aitaPvNqo9I2Im6qoitzbi6TbytiJqLr2uYt0udu5imRkhmRmIkREZESoy93aqKeaiGhGpPariYuJm9rbiw',
);

/** The same for 16 lines (tables 18 and 22). */
export const wideModels = bytesOf(
	'AAAAAAAAAAFkZmZERCQiYKRrnrm0uYtmQEIkIiIAASDQi42/mLmbaGCraKZmZmaEAQAAAAAQEABQbU5ruYtnZdDUjYutmXtnJAAAAAAAAAEw' +
		'AAAAAAAAIESH' +
		'e3d3Z0ViRGd4dnZmR2KGiJ24tpmLhtCo+Eu9j3lrIDEiIiIAEQLS64t7uYlphmKHaLZkt6uGZEZERkJCIoNApmZEJAIBAIamZkQiIkKE1P' +
		'aei2trV2Zk2316' +
		'iXZnhHKHiWmrajIipNaNj7mXeWfAIgAAAAAAAdBtSruG+Z+JZm6adldld2UAAgAkJEJEI2CkZmQkAAIhp4quZmRUAgJka3h3JMUYAA',
);

/** First stage of 10 lines in 256ths, each as a step from the one before (table 23). */
export const narrowSpectra = stepsOf(
	'/:<:<;<:=924:9;;=;=;6:;:<:<9<8/0<9<:><?:=5<8;8;8<70,B>=;=;<:2-67=<>=?=6(I757<:9;9,6@;4B6D;8+37L5=8<?A6=9;8:8' +
		':76)>5::>:' +
		'=>=+?098>9>:<+:189A9B>8048<7?=<=7,84:>>;@;9,45@9@9?=;,5=J5;97;8*M465<8;:=*7.6EF8B8>*BA08=6G27)Q>15:9;6E,54' +
		'28L9?;:)<N>1' +
		'<3A7A+5D@.@79B8+719=B8A@>8@=A<8464@5><<><994D,624?E6D5@;E<;53576;)9CR6374=H.3771I8;@',
);

/** The same for 16 lines (table 24). */
export const wideSpectra = stepsOf(
	'*3232323232322230/311121222133432)04-4117-325772-.210332323333334&41+6.53.317863-(46312340323233+03111620/40' +
		'.04,/&68+2' +
		",8-04655343&0'7:/4-5542534.422323222223222)-4012423160312..+.1042331444333/*-4.14/7/3444444)/.-8214.525652" +
		'1&?+-/15+46' +
		'74526,*0.3242354453423&4/,6.501545435/(/<4-0-9-02567320624551000/1122+)324334333342334060402/002131321(4,3' +
		'22404354343/' +
		")012323323434420'1/-407.45555444(0*372421325553+*634333323323220&<<*0,34,007:634+/2./4-40/323866/535443110" +
		'00012508372' +
		'1,/.11223330512130111243232)12./0.0,-/E:76',
);

/** How much a line is predicted from the next one, in 256ths: two rows of 9 (table 20). */
export const narrowWeights = bytesOf('s4qMlJeVmZejdENSO1xIZFlc');

/** The same for 16 lines: two rows of 15. */
export const wideWeights = bytesOf('r5SgsLKtrqSxrsS2xsC2RD5CPEh1VVp2iJeOoI6b');

/** Least distance of lines in 32768ths (table 25). */
export const narrowGaps = [250, 3, 6, 3, 3, 3, 4, 3, 3, 3, 461];

/** The same for 16 lines. */
export const wideGaps = [100, 3, 40, 3, 3, 3, 5, 14, 14, 10, 11, 3, 8, 9, 7, 3, 347];

/** High part of the pitch lag (table 29). */
export const lagTable = symbolsOf("&&).8AC6.-/00/.,+*)'%%%$$$$$$$$$");

/** Change of the pitch lag (table 31). */
export const lagDeltaTable = symbolsOf("Q%%&')-2=IA92-*)''%%%");

/** Contours of pitch (table 32): wide of 20 ms, narrow of 20 ms, wide of 10 ms, narrow of 10 ms. */
export const contourTable = symbolsOf("D95321100-,,+)))('''&&&%%%%%%%$$$$g/8469A;43-~QJ61/+*)(('\xb2Ub");

/** What a contour adds to the lag of each part, plus 16: a row for each part of the same four (tables 33 to 36). */
export const contours = stepsOf(
	'3342342324151150560/6/77.8-.9,98;*33433333332433423422425425115155603433333343433424335425225255261116343343' +
		'4252525616' +
		'1177080/9/98.;-.,<35222334434343333343333343334333332543443322334242515160343425251616343334',
);

/** Pitch filters by period: 8, 16 and 32 of them (table 38). */
export const filterTable = symbolsOf("\xdc200,,))\\E8720/0--,-,+*+231///...-,,,,++++**))('('''&'&%");

/** Their five taps in 128ths, signed (tables 39 to 41). */
export const filterTaps = bytesOf(
	'BAYYBwUAAAIAAAwcKQ389w8qGQ4B/j4p9/YlQfwD+gRCB/gQDib9IQ0WJxcM/yRAG/r5CjcrEQEBCAEBBvVKNff0N0z0CP0DXRv8Gic7A/gC' +
		'AE0LCfgWLPoH' +
		'KAkaAwn5FGX5BAP4KhoA8SFEAhf+Ny7+DwP/FRAp+hs9JwX1KlgEAf48QQb8//tJOAH3E14d9wAMYwYECO1mLvMDAg0DAgnrVEju9S5o6g' +
		'gSJjAXAPBGU+sL' +
		'BfV1Fvj6F3X0AwP4XxwE9g9NPPH/BHwC/AMmVBjnAg0qDR8V/Dgu//8jT/MT+UFY9/IUBFEx4xQASwPvBfcsXPgB/RZFH/pfKfQFJ0MQ/A' +
		'EA+ng33PMsegTo' +
		'UQULAwcCAAkKWA',
);

/** Rate levels, unvoiced and voiced (table 45). */
export const rateTable = symbolsOf('2V/QP0D>1DAG4ET585');

/** Pulses of a block by rate level (table 46). */
export const pulseTable = symbolsOf(
	'\xa6m<+&&$$$$$$$$$$$$]\x80_:*&$$$$$$$$$$$$NVQD;3.+)&&&%$$%$%4Wj\\B/($$$$$$$$$$$)8LXTF8.)&%%$$$$$$*19?@?<740.' +
		",*(''&-%" +
		"(1@MQLB6.)&%$$$$$$%'-6@FHE?71+('%%%$%%(,17;>?=:72.+)2$$$)>][J<1-)&&%$$%",
);

/** How pulses are split into halves of 16, 8, 4 and 2: a row for each sum of 1 to 16 (tables 47 to 50). */
export const halfTable = symbolsOf(
	"\xa1\xa5[\xb1]<\x88\x8b=/_\x8fc/*FwzH)'7^yb8&&/IknM/%%+<Yl^>*$%(4JbdM5'$$'/?TbYA.&$$'+7HZ\\L9+%$$&*2?OXSD3)$$$%)/8" +
		"FRSK</($$$$'-4>HRND8,'$$$$$+19DKNI?3+$$$$$$$05>GLLE;1$$$$\xa2\xa4X\xb8Y9\x8c\x8d:.`\x92b-)Fy{G('7^za8&&0Kj" +
		'lL0%&,>Xi' +
		"[?,$&+6H\\`O7)$&*2?OYTD4($$*09EQSI?1'$$$.9>FMRD<-$$$$)1=HNNH=1)$$$$'-7BKMKB7-'$$$$&+3=FIIF=3+&$$$$%)/8AGIG" +
		'A8/)%$$' +
		"\xa2\xa4T\xc0U7\x8e\x907._\x94a-*GwzG));\\u_:'(5JcgM3')1@R`WA1&$2:FVUKA-$$$8CMWQL5$$$)3>GMMG>3)$$(/8BIKIB8" +
		'/($$&,4=EI' +
		"IE=4,&$$&*19@EGE@91*&$$%(.5<BFFB<5.(%$$$',28?CEC?82,'$$\xa3\xa3M\xcfM8\x8e\x8e8/_\x93`.+EyyF*+:Z}Z7((2IkkG" +
		'2&)/>WpR7-' +
		"()6?FKKF?6)'19BHKHB91'&-5=DIID=5-&%+08@GIG@80+%$(-4<CIIC<4-($$'*08@FGF@80*'$$%(-4<CGGC<4-(%$$%'*08?EGE?80*'%$",
);

/** Signs by signal type, offset and pulses, 7 for each (table 52). */
export const signTable = bytesOf('/jFDTVJdY8YLEhgfJC3/LkJOV15o0A4VICozQv9eaG1wc3b4NUVQWF9m');

/** A table of symbols that are equally likely (tables 8, 12, 30 and 43). */
export const uniform = (count: number): number[] =>
	Array.from({ length: count }, (_, at) => Math.round((256 * (count - 1 - at)) / count));
