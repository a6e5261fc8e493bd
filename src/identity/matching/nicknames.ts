/** Given names and the short forms they are known by; a form may belong to several. */
const FORMS = `alexander alex al sasha xander|alexandra alex sandra sasha|alfred al fred alfie|andrew andy drew|anthony tony ant|antonio tony toni|barbara barb babs
benjamin ben benny|catherine katherine kathryn kate katie cathy kathy kat|charles charlie chuck chas|charlotte lottie charlie|christina chris tina christine
christopher chris kit topher|daniel dan danny|david dave davey|deborah deb debbie|donald don donnie|edward ed eddie ted ned|elizabeth liz lizzie beth betty eliza libby
emily em emmy|evelyn evie|francis frank|francisco paco pancho|franz francis|frederick fred freddie fritz friedrich|gabriel gabe|george jorge|gerald gerry jerry|gregory greg
hans johann johannes|harold harry hal|harrison harry|henry harry hank heinrich|isabella bella izzy isabel|jacob jake jakob|james jim jimmy jamie|jennifer jen jenny|jessica jess jessie
john jon johnny jack|jonathan jon jonny nathan|jose pepe|joseph joe joey josef|joshua josh|juergen jurgen|katharina kathi katrin|kenneth ken kenny|lawrence larry laurence|leonard leo len lenny
louis lou louie luis|lucas luke lukas|madeleine maddie|margaret maggie meg peggy marge greta|maria mary marie|matthew matt matthias|maximilian max|michael mike mick mickey michel
nathaniel nate nathan|nicholas nick nicky nicolas nikolaus klaus|oliver ollie|olivia liv livvy|pamela pam|patricia pat patty tricia|patrick pat paddy|peter pete|philip phil phillip
rebecca becky becca|richard rick dick ricky rich|robert rob bob bobby robbie bert|ronald ron ronnie|samantha sam|samuel sam sammy|sebastian seb basti|stephen steven steve stefan
susan sue susie|teresa theresa terry tess|theodore ted theo teddy|thomas tom tommy|timothy tim timmy|ulrich uli|victoria vicky tori|vincent vince|walter walt|wilhelm willi william
william will bill billy willy liam|zachary zach zack|dmitri dmitry dima mitya|ivan vanya|mikhail misha michael|nikolai kolya|vladimir vova volodya|yevgeny evgeny zhenya|ekaterina katya|mohammed muhammad mohamed mohammad|giuseppe beppe peppe`;

const GROUPS_OF = new Map<string, Set<number>>();
for (const [index, group] of FORMS.split(/[|\n]/).entries()) {
  for (const name of group.split(' ')) GROUPS_OF.set(name, (GROUPS_OF.get(name) ?? new Set()).add(index));
}

/** Whether two folded given names are forms of one: `bill` and `william`. */
export function isNickname(a: string, b: string): boolean {
  const groups = GROUPS_OF.get(a);
  const others = GROUPS_OF.get(b);
  return groups !== undefined && others !== undefined && [...groups].some((group) => others.has(group));
}
