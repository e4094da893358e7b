//! What commands of TeX do with words: how many arguments they take, and which of these are text.
//!
//! Sources: LaTeX 2e; the manuals of biblatex (4.10, "Formatting Commands"), csquotes, babel, polyglossia, hyperref; what the styles
//! of BibTeX define (`btxdoc`).

/// What becomes of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It takes so many arguments, of which that one (from 0) is text.
    Text(usize, usize),
    /// Its arguments are no text.
    Nothing(usize),
    /// Quotation marks around the argument that is text.
    Quotes(usize, usize),
    /// Signs around its argument.
    Around(&'static str, &'static str),
    /// Its argument is formatted.
    Formats(Look),
    /// What stands behind it in its group is formatted.
    Turns(Look),
    /// An address, word for word.
    Address,
    /// A word of BibLaTeX by its key.
    Key,
    /// A formula.
    Formula,
    /// The number of a character.
    Character,
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Italic,
    Bold,
    SmallCaps,
    Raised,
    Lowered,
    /// Their letters stay as they are in titles.
    NoCase,
}

impl Look {
    /// The marks of CSL-JSON around them.
    pub fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Italic => ("<i>", "</i>"),
            Self::Bold => ("<b>", "</b>"),
            Self::SmallCaps => ("<span style=\"font-variant:small-caps;\">", "</span>"),
            Self::Raised => ("<sup>", "</sup>"),
            Self::Lowered => ("<sub>", "</sub>"),
            Self::NoCase => ("<span class=\"nocase\">", "</span>"),
        }
    }
}

/// What a command does; `None` of one that nobody knows.
pub fn does(command: &str) -> Option<Does> {
    use Does::{Address, Around, Character, Formats, Formula, Key, Nothing, Quotes, Text, Turns};
    Some(match command {
        "emph" | "textit" | "textsl" | "mkbibemph" | "mkbibitalic" | "so" => Formats(Look::Italic),
        "textbf" | "mkbibbold" | "strong" => Formats(Look::Bold),
        "textsc" | "bsc" | "textscsl" => Formats(Look::SmallCaps),
        "textsuperscript" | "mkbibsuperscript" | "up" | "fup" | "textsuperscripts" | "sup" => Formats(Look::Raised),
        "textsubscript" | "mkbibsubscript" => Formats(Look::Lowered),
        "em" | "it" | "itshape" | "sl" | "slshape" => Turns(Look::Italic),
        "bf" | "bfseries" => Turns(Look::Bold),
        "sc" | "scshape" => Turns(Look::SmallCaps),
        "enquote" | "enquote*" | "mkbibquote" | "textquote" | "textquote*" | "blockquote" => Quotes(1, 0),
        "foreignquote" | "foreigntextquote" | "hyphenquote" | "hyphentextquote" | "textcquote" | "blockcquote" | "foreignquote*" => {
            Quotes(2, 1)
        }
        "foreigntextcquote" | "hyphentextcquote" => Quotes(3, 2),
        "mkbibparens" | "parentext" => Around("(", ")"),
        "mkbibbrackets" | "brackettext" => Around("[", "]"),
        "textins" | "textins*" => Around("[", "]"),
        "textdel" => Around("", ""),
        "url" | "path" | "nolinkurl" | "burl" | "doi" => Address,
        "bibstring" | "bibsstring" | "biblstring" | "bibcpstring" | "bibcplstring" | "bibcpsstring" => Key,
        "ensuremath" => Formula,
        "char" | "symbol" | "unichar" => Character,
        "foreignlanguage" | "href" | "textcolor" | "hyperlink" | "hypertarget" | "texorpdfstring" | "raisebox" | "scalebox"
        | "colorbox" => Text(2, 1),
        "textlatin" | "textcyrillic" | "textgreek" | "textrussian" | "textgerman" | "textenglish" | "textfrench" | "texthebrew"
        | "textarabic" => Text(1, 0),
        "printfirst" => Text(2, 0),
        "hyperref" | "textmd" | "textup" | "textrm" | "textsf" | "texttt" | "textnormal" | "textmdseries" | "text" | "mbox" | "hbox"
        | "fbox" | "makebox" | "underline" | "uline" | "ul" | "sout" | "st" | "singleletter" | "MakeUppercase" | "MakeLowercase"
        | "uppercase" | "lowercase" | "MakeSentenceCase" | "MakeSentenceCase*" | "MakeCapital" | "MakeTextUppercase"
        | "MakeTextLowercase" | "autocap" | "textls" | "nohyphens" | "NoCaseChange" | "bibinfo" | "mathrm" | "mathit"
        | "phantomsection" | "textlf" | "textln" | "textos" | "textoldstyle" | "oldstylenums" | "mkbibnamefamily" | "mkbibnamegiven"
        | "mkbibnameprefix" | "mkbibnamesuffix" | "nocase" | "textquotesingles" | "cite" | "citet" | "citep" | "textcite" | "parencite"
        | "citeauthor" | "citetitle" | "autocite" | "footcite" | "fullcite" | "citealp" | "citealt" | "nocite" | "mkbibdateunified"
        | "ref" => Text(1, 0),
        "noopsort" | "SortNoop" | "sortnoop" | "NOOP" | "noop" | "SORT" | "noopsrt" | "phantom" | "hphantom" | "vphantom" | "label"
        | "index" | "hspace" | "hspace*" | "vspace" | "vspace*" | "color" | "selectlanguage" | "hyphenation" | "fontfamily"
        | "fontseries" | "fontshape" | "input" | "includegraphics" | "footnotemark" => Nothing(1),
        "setlength" | "addtolength" | "rule" | "fontsize" => Nothing(2),
        "relax" | "protect" | "sloppy" | "null" | "allowbreak" | "nobreak" | "break" | "noindent" | "hyp" | "isdot" | "nopunct"
        | "bibsentence" | "midsentence" | "midsentence*" | "bgroup" | "egroup" | "begingroup" | "endgroup" | "rm" | "rmfamily" | "tt"
        | "ttfamily" | "sf" | "sffamily" | "normalfont" | "upshape" | "mdseries" | "normalsize" | "tiny" | "scriptsize"
        | "footnotesize" | "small" | "large" | "Large" | "LARGE" | "huge" | "Huge" | "selectfont" | "unspace" | "ignorespaces"
        | "centering" | "raggedright" | "xspace" | "unskip" | "displaystyle" | "textstyle" | "leavevmode" | "bibnamedelima" | "kern"
        | "penalty" | "frenchspacing" | "nonfrenchspacing" | "textcompwordmark" | "nobreakdash" | "expandafter" | "makeatletter"
        | "makeatother" | "boldmath" | "unboldmath" => Nothing(0),
        _ => return None,
    })
}

/// Commands that stand for white space.
pub fn is_space(command: &str) -> bool {
    matches!(command, "\\" | " " | "," | ";" | ":" | "\n" | "\t" | "\r" | "newline" | "linebreak" | "par" | "hfill" | "hskip" | "tab")
}
