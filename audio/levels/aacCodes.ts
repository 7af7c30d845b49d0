import { unpacked, type Huffman } from './huffman';

/** How the values of a codebook are coded (ISO 14496-3, table 4.A.1). */
export interface Codebook {
	tree: Huffman;
	/** How many values one word stands for. */
	values: 2 | 4;
	/** How many values one place can have. */
	base: number;
	/** What to take off each value; 0 where signs follow. */
	lead: number;
}

/** ISO 14496-3, tables 4.A.3 to 4.A.13: a word's symbol is the index in the table. */
const texts = [
	',):L9m:0:::2:.:4:(AG@zA3A;A/A7AYA1@hA)AMA=@tA9ASA-AAA?@nAQ@pAO@rA+HZG{HNHDH@H4H2HHHRH>H*GwGoH.HLHJG}GiH,HFHVHcH(HeKAKEL5L)KGK?KML1' +
		'OQO)O-OMOjNtObNrNlOdOSO/N~NnOKOh',
	'3-6x9m:2:.:0:(:4::=V=J=g=c=i=Z=@=s=y=8=X>(=}=T=D=k=P=B=R=>>.=m=e={A<AN@wA.AJAXAT@}A*Aa@s@e@oADAVDxDMD?DID=D;DSE+D|DjDrDODADpDvD[E3' +
		'DyDLHIGhH)H+HfGnHOGzGpHYHGGjH[Hd',
	'+S6K616963:-9d=@=>=R=A=P=[A5A,A2DsD:D=D|DmGoGxH>GvHSGnG}GwGzGsHJHBG~H;H<KoKbKcKOL-KjL*KaKDKML5KtKYKxKUObOIO;OOOAOfO-O,RhS7S3S<RZS=' +
		'S4RwRzV-VUVHZ/Z6Z3brbobibXbUf@f4',
	'6X6=6U6W6O6K6T60646N9|9l9a9j9c9iAPA8A>A6AOAMA=AG@tDFDgDNDXDkDcDZD|DvDjDtDCDMD=DGDKDUD?DYDsD:GzGnHEHbHWH=HCHUKtL5L/KUKML3KSK~KdL9Kp' +
		'K|L+KvOaOgO-ObNtOQO)OMOjO/OhS8S,',
	',)6O6f6Y6W:9:)9~:;@zA7AGA3DMDxDUDpDODvDYDlDEE)DbDhGtHEHUH-GvHSH?H3H)HMG|HIKGL+KUKxL/K~KKKOKeK@L7L6NoOAOeO0OJO8NqOBOUNvN|O/NnOhOKOS' +
		'O[NrRRS8S-RARGS5RQS=S7RIVfUxVnUp',
	'6X6f6W6Y6O6g6P6e6N=r=t=K=I=J=U=s=h=l=Z=Q=c=q=L=H=u@rAQAOA/@pAAA;A)AP@qA2A8ARDCDQDzD~DtDKDGE,HQGrGxH>H,HcGmGkHFHaH4H5GnGjHOGzGlHdH[' +
		'H+HbHGH=KEKML)L3L1L9KCK=OjNtNlOb',
	'+S2d2X69=E=>=D=6@}@o@v@|@gDKDRDDDYDEDfDSDLD<DXH3G}H;GmHBH9GvH4H.H-H<G~HCGwKZKBKqKeKzKfK{KmKtKSK|KuKnKgK[OMNsOJOCOQO<ODORS,R{R|S-',
	'2e6A686:616B9[9p9b9y9k9z9s=O=U=@=V=H=L=7=W=P=cA6@y@qA8A*A1A9@hA2A-@zA?A>@rDVDpDjDeDqD=DcDvDwDODrDxDGDkDWHGHMHAH8GnHNHOHHKpKyKCL)',
	'+S2i2X6>=O=C=N=6A5A)@tDdD;DUDfDIDrDVDJHGH;GlHEHSH0G{H<HTHeHHKAKaL+KPKmKQLSKyL.L:LFKBLTKcKnKbKzLeKRLGOhOZOkP.NsP:ODOOOCNtPFOlO8O[P+' +
		'OuOxPGP;P/O,OyOmOaOQOPOEPSOcP8P0SxRiRIT-SlSBT9S+SaRXSmSyS6SNRjRYT:T.RvS8SCSbT/RJSOT;SuSzS,SDRkSnSoS-T+SERwS9W7W*WmVLW[W)WlWaWOVYW+' +
		'VjU{WnVvWhWPVkW,WDU|WbW8WEWQW-WoVwW:WcW.VxZi[+ZkZvZwZx[-[E[,[8[D[9[F[GcYcjckcx',
	'6>6?6K9|9m9a9p:2:19}:3=N=6=R=o=E=n=4=p=d=[=7=q=S=|@vAOAQA9ARAFAbA-AcAAAa@h@wA:ASAdAGE9ECDkDYE-EPEDD~EBD=EODLEQEEDxDZE:EFDMDlERDyE.' +
		'ESE/HwHkI6HdHlI7HAI5H4GnI-I8HNICG~HxI.I9HyIDH[IEH5IBHBI:HmH~HOHqIPLNM*LwKSM(LkKCLZLvKsL5L[M,KDM+KfLOLBLxL)KTM6LlM7M-L6M8M.M9KtLCLd' +
		'LyLqM5KEL*LmM:KgLaPBO.PZPkP)OgOtPNP6PlNvP*PRPOP[PaNwPbPCPPPdP7TAT*StT7TCRLTBTD',
	'606B=39q9a:,9s:-=H=m=n=V=Y=6=oAR@yASA3ATADA@@gAhAiA4AU@zAjAEAkE/ENDeEMEODvDOE:E)GWGUGVEPGXE*E0D<DoE@EKGYGTGZDfEdDwEQEAEaGaEeEcG[Er' +
		'DYDPE1GbEfGcF,GSERF=DgEBFNGdEvEuDxE;GeFdEgE2ESEhD=IKK:JIH*IHJpHsJZHMILI=H<IMIZI[K*HcI-H|IaHtINI>H+IqGnIpIYIbHdH=IcHNI.IrIOIsIdJ+H,' +
		'I6ItI?HOHuIoHeJ*JLI/JMH>K+HvJ-MWM9LpM)KLL;KCL*MYM{M~MlKpN(M*L[MJMIN6MmKXL:MTL)KZMkLqL+LKLLN8L<MZN7MnN)MoLwM[KoM:N9LbMLNGM+M;N:MKLM' +
		'MaN5KqLaKYN+KDN*LrMpLsNHMjLcKrNJNIK[M<L=N;M-N,M,LNL,MMMbMqNKNLM.NFLtM1KEM>M=MrN<MON=MsLdLuPoQ}Q7Q:O5P~Q)QYQXQ9Q8PZQoQZQJQ~QnPrQHPp' +
		'NvQIQ,QKQ*Q[NyQpR(R)Q;QqQNNwQaR*R+QLQdQrQbQ=QsRNRLUWUIROUX',
];

/** ISO 14496-3, table 4.A.2. */
const scaleText =
	',=3@6r6o6s:B:H=q=y=p=zAOACAPDrE*DqE+DpHWHCHBHXL2KqL3KpL4KoOfOeOgOhOBO@RqS=RoRnS>RmVoV@VpV?VqYnYlZGYjYmYkZFYibyb{b;b<fLejegeheieefN' +
		'i:i7i8mTlfldlOlMlNlLq5q6q7q8q9qHq4q.q/q0q1q2q3q;qBqCqDqEqFqGqAq<q=q>q?q@qIp+p-p.p/p*q:qKqJp)p,p4p5p7p9p6p0p1p3p2';

const bases = [3, 3, 3, 3, 9, 9, 8, 8, 13, 13, 17];
const leads = [1, 1, 0, 0, 4, 4];

let kept: { codebooks: Codebook[]; scales: Huffman } | undefined;

/** Codebooks 1 to 11, and that of the scale factors: made when first asked for. */
export const codes = () =>
	(kept ??= {
		codebooks: texts.map((text, at) => ({ tree: unpacked(text), values: at < 4 ? 4 : 2, base: bases[at]!, lead: leads[at] ?? 0 })),
		scales: unpacked(scaleText),
	});
