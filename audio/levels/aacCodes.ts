import { unpacked, type Huffman } from './huffman';

/** How the values of a codebook are coded (ISO 14496-3, table 4.A.1). */
export interface Codebook {
	tree: Huffman;
	/** How many values one word stands for. */
	values: 2 | 4;
	/** How many different values there are. */
	base: number;
	/** What to subtract from each value; 0 if signs follow. */
	lead: number;
}

/** ISO 14496-3, tables 4.A.3 to 4.A.13: a word's symbol is the index in the table. */
const texts = [
	'!P!!!!p5OYQMSG!!g>NVJRyL,DmX8TsHaZ2q4o6F!!v;j[WKIdnUA7/Ehf=)Cbrz?|!-1xl3+9t!i<@e}0u.(wkB:*c{',
	'!!!P!p!5QMOGSY!J>VRXN4gm,LsqH8ZD6F2yaTo!Wn;IjxtAE|7)3dv!h=/9-+CrlUb?1[fKzi<!e(@B}.k:0uc*w{',
	'!(!!!C)1+!L,!42F5DO!PGM!c*-lX!/8U6o.=7:3fY>RS!VIJ;pQmH09x[EdA!uaNgTy@?!Kvr{B|sZb!<iW!jqn!}zthe!wk',
	'!!!!P5MOGCL(,F!D4)2+1!!pSYQomXg8!6R>HVNJlfUd3=-7;E/Ic*!:.aysTZq![xrA9v?jK|Whnb!tz@u0i<e}B{!wk',
	'!P!!!GYQO!XHFZ!!>RgN!=hE[?fIW5pMS!4aqD6oVJ@i<e!3nAdrj7;L,zy!+TxCbK-Um28B*{cks.!:wl)/t9|v1!u0}(',
	'!!!!PYOQGZHXF!!fh?=>IgW[NERe@<i!6qoJ4aVDp5MSr!3Ajnd;7s!m28UCz-+bxKL.*k:,{wBycT!19lvt|/)!}0(u',
	'!(!!0)!1!!928*!A3:@+!;B4I5QC<,H!J=R-YP6KEDS>Z7!F.XLfMgT[?haUNG!e/bViOWj!kcdl',
	'!!!1!902):!(8*A3B;!CI4J<@+KDR!Q=5SELT,MH>ZY6!F[UPa-Nfg?bh7VG!ciXO.jkd!We/l',
	'+S2i2X6>=O=C=N=6A5A)@tDdD;DUDfDIDrDVDJHGH;GlHEHSH0G{H<HTHeHHKAKaL+KPKmKQLSKyL.L:LFKBLTKcKnKbKzLeKRLGOhOZOkP.' +
		'NsP:ODOOOCNtPFOlO8O[P+' +
		'OuOxPGP;P/O,OyOmOaOQOPOEPSOcP8P0SxRiRIT-SlSBT9S+SaRXSmSyS6SNRjRYT:T.RvS8SCSbT/RJSOT;SuSzS,SDRkSnSoS-T+SERw' +
		'S9W7W*WmVLW[W)WlWaWOVYW+' +
		'VjU{WnVvWhWPVkW,WDU|WbW8WEWQW-WoVwW:WcW.VxZi[+ZkZvZwZx[-[E[,[8[D[9[F[GcYcjckcx',
	'6>6?6K9|9m9a9p:2:19}:3=N=6=R=o=E=n=4=p=d=[=7=q=S=|@vAOAQA9ARAFAbA-AcAAAa@h@wA:ASAdAGE9ECDkDYE-EPEDD~EBD=EODL' +
		'EQEEDxDZE:EFDMDlERDyE.' +
		'ESE/HwHkI6HdHlI7HAI5H4GnI-I8HNICG~HxI.I9HyIDH[IEH5IBHBI:HmH~HOHqIPLNM*LwKSM(LkKCLZLvKsL5L[M,KDM+KfLOLBLxL)' +
		'KTM6LlM7M-L6M8M.M9KtLCLd' +
		'LyLqM5KEL*LmM:KgLaPBO.PZPkP)OgOtPNP6PlNvP*PRPOP[PaNwPbPCPPPdP7TAT*StT7TCRLTBTD',
	'606B=39q9a:,9s:-=H=m=n=V=Y=6=oAR@yASA3ATADA@@gAhAiA4AU@zAjAEAkE/ENDeEMEODvDOE:E)GWGUGVEPGXE*E0D<DoE@EKGYGTGZ' +
		'DfEdDwEQEAEaGaEeEcG[Er' +
		'DYDPE1GbEfGcF,GSERF=DgEBFNGdEvEuDxE;GeFdEgE2ESEhD=IKK:JIH*IHJpHsJZHMILI=H<IMIZI[K*HcI-H|IaHtINI>H+IqGnIpIY' +
		'IbHdH=IcHNI.IrIOIsIdJ+H,' +
		'I6ItI?HOHuIoHeJ*JLI/JMH>K+HvJ-MWM9LpM)KLL;KCL*MYM{M~MlKpN(M*L[MJMIN6MmKXL:MTL)KZMkLqL+LKLLN8L<MZN7MnN)MoLw' +
		'M[KoM:N9LbMLNGM+M;N:MKLM' +
		'MaN5KqLaKYN+KDN*LrMpLsNHMjLcKrNJNIK[M<L=N;M-N,M,LNL,MMMbMqNKNLM.NFLtM1KEM>M=MrN<MON=MsLdLuPoQ}Q7Q:O5P~Q)QY' +
		'QXQ9Q8PZQoQZQJQ~QnPrQHPp' +
		'NvQIQ,QKQ*Q[NyQpR(R)Q;QqQNNwQaR*R+QLQdQrQbQ=QsRNRLUWUIROUX',
];

/** ISO 14496-3, table 4.A.2. */
const scaleText =
	',=3@6r6o6s:B:H=q=y=p=zAOACAPDrE*DqE+DpHWHCHBHXL2KqL3KpL4KoOfOeOgOhOBO@RqS=RoRnS>RmVoV@VpV?VqYnYlZGYjYmYkZFYi' +
	'byb{b;b<fLejegeheieefN' +
	'i:i7i8mTlfldlOlMlNlLq5q6q7q8q9qHq4q.q/q0q1q2q3q;qBqCqDqEqFqGqAq<q=q>q?q@qIp+p-p.p/p*q:qKqJp)p,p4p5p7p9p6p0p1p3p2';

const bases = [3, 3, 3, 3, 9, 9, 8, 8, 13, 13, 17];
const leads = [1, 1, 0, 0, 4, 4];

let kept: { codebooks: Codebook[]; scales: Huffman } | undefined;

/** Codebooks 1 to 11, and that of the scale factors: built on first use. */
export const codes = () =>
	(kept ??= {
		codebooks: texts.map((text, at) => ({
			tree: unpacked(text),
			values: at < 4 ? 4 : 2,
			base: bases[at]!,
			lead: leads[at] ?? 0,
		})),
		scales: unpacked(scaleText),
	});
