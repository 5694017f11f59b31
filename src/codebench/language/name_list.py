"""Names that are common in Flanders: first names, surnames, municipalities; facts, in no order that says anything."""

_FIRST_NAMES = """
    Aaron Abdel Achmed Adam Adriaan Ahmed Aïcha Aisha Alain Albert Alex Alexander Alexandra Alice Ali Aline Amber
    Amélie Amina Amir Amira An Andrea Andreas André Angelo Anita Anja Ann Anna Anne Anneke Annelies Annelore Annemie
    Annick Anouk Anthony Antoine Arne Arno Arthur Astrid Aurélie Axel Ayoub Baptiste Barbara Bart Bas Bavo Beatrijs
    Ben Benjamin Benny Berlinde Bernadette Bernard Bert Bianca Bieke Bilal Birgit Bjorn Björn Bo Bob Boris Bram
    Brecht Brenda Brigitte Britt Bruno Carine Carla Carlo Caroline Cas Casper Cathérine Catherine Cédric Celine
    Céline Charles Charlotte Chloé Chris Christel Christian Christiane Christine Christophe Cindy Claire Claudia
    Claudine Cleo Conny Cor Daan Dagmar Daisy Daniel Danny Daphne David Davy Débora Deborah Delphine Denis Diane
    Didier Diederik Dieter Dirk Dominique Dorien Dries Eddy Edith Edward Eefje Ehsan Elena Elias Elien Eline Elise
    Elisa Elisabeth Elke Ella Ellen Els Elsa Emiel Emilie Emily Emma Emmy Eric Erica Erik Erika Erwin Esra Esther
    Etienne Eva Eveline Evelien Evelyn Evi Evy Fabienne Fabrice Fatiha Fatima Fatma Febe Femke Ferre Fien Filip Finn
    Fleur Floor Floris Frank Franky Frans Françoise Freddy Frederic Frederik Freek Freya Frieda Friedl Frits Gaëlle
    Geert Georges Gerard Gerda Geertrui Gert Ghislain Ghislaine Gianni Gilbert Gilles Gino Gitte Glenn Godelieve
    Goedele Greet Gregory Griet Gudrun Guido Guillaume Gunter Gunther Gust Gustaaf Guy Hakim Hamid Hamza Hanna
    Hannah Hannelore Hanne Hannes Hans Hassan Heidi Heleen Helena Hélène Hend Hendrik Henk Henri Herman Herlinde
    Hilde Hugo Huguette Ibrahim Igor Ilias Ilke Ilona Ilse Imane Imke Ina Ine Inge Ingrid Inne Ioana Irena Irene
    Iris Isa Isabel Isabelle Ismail Ivan Ivo Jaak Jacqueline Jacques Jade Jamal Jan Jana Jane Janne Jannes Jarne
    Jasmien Jasper Jean Jeanine Jeannine Jef Jelle Jennifer Jenny Jens Jente Jeroen Jeroom Jessica Jessie Jesse Jill
    Jimmy Jo Joachim Jochen Joeri Johan Johanna Johnny Jolanda Jolien Jonas Jonathan Joni Joost Joren Joris Jos José
    Joseph Joshua Josiane Josse Joyce Jozef Judith Juliette Julia Julie Julien Jules Juna Jurgen Justine Kaat Kaatje
    Karel Karen Karim Karin Karina Karine Karl Karlien Karolien Kasper Kato Katja Katleen Katrien Katrijn Kelly Ken
    Kenneth Kevin Khadija Khalid Kim Kimberly Kirsten Klaas Klaartje Kobe Koen Kris Kristel Kristien Kristin
    Kristine Kristof Kurt Laila Lander Lara Lars Laura Laure Lauren Laurence Laurens Laurent Lea Leen Lena Lenny
    Lentel Leo Léon Leon Leona Lesley Lew Lien Lies Liesbet Liesbeth Lieselot Lieselotte Lieve Lieven Lily Lina
    Linda Linde Lindsay Line Lino Linus Lisa Lise Lisette Liv Liza Loes Lore Loredana Lorenzo Lotte Lou Louis Louisa
    Louise Lowie Luc Luca Lucas Lucie Lucien Lucienne Ludo Ludovic Luka Lukas Luna Lut Lutgarde Lydia Lynn Maarten
    Maaike Machteld Madina Magali Magda Maja Malika Manon Manu Manuel Marc Marcel Marcella Margaux Margot Margriet
    Maria Mariam Marianne Marie Mariëlle Marieke Marijke Marijn Marina Mario Marion Marissa Mark Marleen Marlies
    Marloes Maron Martha Marthe Martijn Martin Martine Mathias Mathijs Mathilde Mats Matteo Matthew Matthias
    Matthieu Maud Maurice Maurits Max Maxim Maxime Maya Mehdi Mehmet Melanie Mélanie Melissa Merel Michaël Michel
    Michele Michelle Michiel Mieke Mien Miet Mia Mihaela Mila Milan Mira Miriam Mo Mohamed Mohammed Mona Monica
    Monika Monique Moustafa Mustafa Myriam Nabil Nadia Nadine Nancy Naomi Natalie Natasja Nathalie Nathan Nele Nelle
    Nick Nico Nicolas Nicole Niels Niko Nina Noa Noah Noël Noor Noortje Nora Norah Nore Nour Odette Olaf Olga Olivia
    Olivier Omar Orlando Oscar Otto Pascal Pascale Patricia Patrick Paul Paula Pauline Pedro Peggy Peter Petra
    Philip Philippe Piet Pieter Pieterjan Pol Quinten Rachid Raf Ralf Rania Raoul Rashid Rebecca Regine Reinhilde
    Reinout Rémi Renaat René Renée Renilde Ria Ricardo Rik Rita Ringo Rob Robbe Robert Robin Robrecht Roel Roeland
    Roger Roland Rolf Roman Ronald Ronny Roos Rosa Rosalie Rosanne Rudi Rudy Rutger Ruth Ruben Saar Saartje Sabine
    Sabrina Said Salima Sally Sam Samir Samira Samuel Sandra Sandrine Sander Sanne Sara Sarah Saskia Sébastien Seppe
    Serge Shana Siebe Siel Siemen Sien Silke Simon Simonne Simonneke Sofia Sofie Solange Sonia Sonja Sophie Staf
    Stan Stef Stefaan Stefan Stefanie Steffi Stephanie Steven Stijn Sven Swa Sybille Sylvain Sylvia Sylvie Tamara
    Tania Tanja Tara Tatiana Tess Tessa Theo Thibault Thibaut Thierry Thijs Thomas Tibo Tijl Tijs Tilly Tim Tine
    Tinne Tini Tobias Tom Tomas Tonny Toon Trees Tristan Trui Valerie Valérie Vanessa Veerle Vera Veronique
    Véronique Vic Vicky Victor Vincent Viktor Viviane Walter Wannes Ward Warre Wendy Wesley Wien Wiebe Wilfried
    Willem Willy Wim Wouter Xander Xavier Yana Yannick Yara Yasmina Yasmine Yassin Yassine Yolande Youssef Yusuf Yve
    Yves Yvette Yvonne Zakaria Zara Zeger Zeynep Zineb Zita Zoë
"""

_SURNAMES = """
    Aerts Baeten Baert Bauwens Beckers Beerten Bekaert Benali Bertels Bex Blomme Boden Boeckx Bogaert Bogaerts
    Bollen Bosmans Bosman Boonen Bossuyt Boydens Braem Braet Brouwers Bruyninckx Buyse Caers Callens Callewaert
    Carlier Carpentier Casteleyn Ceulemans Christiaens Claes Claessens Claeys Clerckx Cloet Coenen Colpaert Cools
    Coppens Cornelis Corthouts Crabbé Cuypers Cuyvers Daems Dams Daniels Debacker Debels Debruyne Deceuninck
    Declercq Declerck Deconinck Decoster Decock Defever Degroote Degryse Dejonghe Dekeyser Delaere Delbeke
    Demeulenaere Demeyer Demeyere Depoorter Deprez Desmedt Desmet Devos Devriendt Dewaele Dewitte Dewulf Dhondt
    Dierckx Dillen Donckers Driesen Dubois Dumont Dupont Engels Everaert Eeckhout Evers Feyaerts Feys Fierens
    Fransen Franssens Geens Geerts Geldof Gielen Gijsels Goethals Goossens Goris Govaerts Haesen Heylen Hendrickx
    Hendriks Hermans Hellemans Heyvaert Hoste Hufkens Huybrechts Huysmans Ivens Jacobs Jacques Jans Jansen Janssen
    Janssens Jespers Joris Kerkhofs Kuppens Kussé Lambert Lambrechts Lammens Lauwers Laureys Lefever Lefèvre Lemmens
    Lenaerts Leroy Leys Libbrecht Luyten Luyckx Maenhout Maertens Maes Marien Martens Massart Matthijs Meeus Meert
    Mertens Meulemans Michiels Minten Moens Moerman Mommens Moons Mortelmans Naessens Nelissen Neyens Nijs Nuyts Nys
    Ooms Otten Paelinck Pauwels Peeters Persoons Piessens Pieters Plessers Pollet Poppe Proost Put Raes Raeymaekers
    Ramaekers Reynaert Reynders Roelandt Roels Rogiers Rombouts Roosen Rutten Ryckaert Saelens Schepens Schepers
    Segers Segaert Sels Seynaeve Simons Smeets Smet Smets Smits Somers Spruyt Staelens Stevens Stroobants Swinnen
    Symons Taelman Tack Temmerman Theunis Theys Thijs Thys Timmermans Truyens Vanacker Vandamme Vandenberghe
    Vandenbroeck Vandenbroucke Vandeputte Vanderstraeten Vandevelde Vandewalle Vandeweyer Vandenbussche
    Vandendriessche Vanderlinden Vanderhaeghen Vanhaverbeke Vanhee Vanhoutte Vanhove Vanneste Vanpoucke
    Vansteenkiste Vanhoof Vanoverschelde Verbeke Verbeeck Verbruggen Verdonck Vercammen Vercauteren Vercruysse
    Verellen Verhaegen Verhaeghe Verheyen Verhelst Verhoeven Verhulst Verlinden Vermeersch Vermeire Vermeiren
    Vermeulen Verschueren Verstraete Verstraeten Versluys Vervaet Vervoort Vets Viaene Vincke Vlaeminck Volckaert
    Vranckx Vrancken Vueghs Wauters Weyns Willaert Willems Windey Winters Wouters Wuyts Wyns Yildiz Yilmaz Ooghe
"""

_MUNICIPALITIES = """
    Aalst Aalter Aarschot Aartselaar Affligem Alken Alveringem Antwerpen Anzegem Ardooie Arendonk As Asse Assenede
    Avelgem Baarle-Hertog Balen Beernem Beerse Beersel Begijnendijk Bekkevoort Beringen Berlaar Berlare Bertem Bever
    Beveren Bierbeek Bilzen Blankenberge Bocholt Boechout Bonheiden Boom Boortmeerbeek Borgloon Bornem Borsbeek
    Boutersem Brakel Brasschaat Brecht Bredene Bree Brugge Brussel Buggenhout Damme Deerlijk Deinze Denderleeuw
    Dendermonde Dentergem Dessel Destelbergen Diepenbeek Diest Diksmuide Dilbeek Dilsen-Stokkem Drogenbos Duffel
    Edegem Eeklo Erpe-Mere Essen Evergem Galmaarden Gavere Geel Geetbets Genk Gent Geraardsbergen Gingelom Gistel
    Glabbeek Gooik Grimbergen Grobbendonk Haacht Haaltert Halen Halle Ham Hamme Hamont-Achel Harelbeke Hasselt
    Hechtel-Eksel Heers Heist-op-den-Berg Hemiksem Herent Herentals Herenthout Herk-de-Stad Herne Herselt Herstappe
    Herzele Heusden-Zolder Heuvelland Hoegaarden Hoeilaart Hoeselt Holsbeek Hooglede Hoogstraten Horebeke
    Houthalen-Helchteren Houthulst Hove Huldenberg Hulshout Ichtegem Ieper Ingelmunster Izegem Jabbeke Kalmthout
    Kampenhout Kapellen Kapelle-op-den-Bos Kaprijke Kasterlee Keerbergen Kinrooi Kluisbergen Knesselare Knokke-Heist
    Koekelare Koksijde Kontich Kortemark Kortenaken Kortenberg Kortessem Kortrijk Kraainem Kruibeke Kruisem Kuurne
    Laakdal Laarne Lanaken Landen Langemark-Poelkapelle Lebbeke Lede Ledegem Lendelede Lennik Leopoldsburg Leuven
    Lichtervelde Liedekerke Lier Lierde Lievegem Lille Linkebeek Lint Linter Lochristi Lokeren Lommel Londerzeel
    Lo-Reninge Lovendegem Lubbeek Lummen Maarkedal Maaseik Maasmechelen Machelen Maldegem Malle Mechelen Meerhout
    Meeuwen-Gruitrode Meise Melle Menen Merchtem Merelbeke Merksplas Mesen Meulebeke Middelkerke Moerbeke Mol
    Moorslede Mortsel Nazareth Neerpelt Nevele Niel Nieuwerkerken Nieuwpoort Nijlen Ninove Olen Oostende Oosterzele
    Oostkamp Oostrozebeke Opglabbeek Opwijk Oudenaarde Oudenburg Oud-Heverlee Oud-Turnhout Overijse Overpelt Peer
    Pelt Pepingen Pittem Poperinge Putte Puurs Puurs-Sint-Amands Ranst Ravels Retie Riemst Rijkevorsel Roeselare
    Ronse Roosdaal Rotselaar Ruiselede Rumst Schelle Scherpenheuvel Schilde Schoten Sint-Amands Sint-Genesius-Rode
    Sint-Gillis-Waas Sint-Katelijne-Waver Sint-Laureins Sint-Lievens-Houtem Sint-Martens-Latem Sint-Niklaas
    Sint-Pieters-Leeuw Sint-Truiden Spiere-Helkijn Stabroek Staden Steenokkerzeel Stekene Temse Ternat Tervuren
    Tessenderlo Tielt Tielt-Winge Tienen Tongeren Torhout Tremelo Turnhout Veurne Vilvoorde Vleteren Voeren
    Vorselaar Vosselaar Waarschoot Waasmunster Wachtebeke Waregem Wellen Wemmel Wervik Westerlo Wetteren Wevelgem
    Wezembeek-Oppem Wichelen Wielsbeke Wijnegem Willebroek Wingene Wommelgem Wortegem-Petegem Wuustwezel Zandhoven
    Zaventem Zedelgem Zele Zelzate Zemst Zingem Zoersel Zomergem Zonhoven Zonnebeke Zottegem Zoutleeuw Zuienkerke
    Zulte Zutendaal Zwalm Zwevegem Zwijndrecht Anderlecht Borgerhout Deurne Elsene Gentbrugge Hoboken Ledeberg
    Merksem Molenbeek Schaarbeek Sint-Amandsberg Vorst Wilrijk Zeebrugge
"""

_WORDS_TOO = """
    Ben Bas Ken Leen Line Mark Max Merel Noor Roos Linde Iris Lies Els Jade Wien Guy Put As Balen Boom Bree Damme
    Essen Geel Ham Halen Halle Hove Lede Lier Lint Menen Mol Olen Peer Putte Staden Vorst Wellen Landen Kapellen
    Malle Winters Engels Bever Voeren Boden Proost Bollen Bo Jo Mo
"""

FIRST_NAMES = frozenset(_FIRST_NAMES.split())
"""First names."""
SURNAMES = frozenset(_SURNAMES.split())
"""Surnames in one word; those with "van" or "de" before them are found by their form."""
MUNICIPALITIES = frozenset(_MUNICIPALITIES.split())
"""Municipalities, merged ones under their earlier names too, and parts of the large cities."""
WORDS_TOO = frozenset(_WORDS_TOO.split())
"""Those that are words as well: at the beginning of a sentence, where everything has a capital, they say nothing."""
