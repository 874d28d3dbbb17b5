"""Given names and the words that stand before or after a person's name.

A short list of common given names of many languages, as they are written in English; a name that is missing here
is found by other evidence, or not at all.
"""

from __future__ import annotations

from casefile.extract.word_lists import word_list

GIVEN = word_list(
    """
    Aaron Abdul Abdullah Abel Adam Adrian Agnes Ahmad Ahmed Aisha Alan Albert Alejandro Aleksandr Aleksander Aleksei
    Alex Alexander Alexandra Alexei Alexey Alfred Ali Alice Alison Amanda Amir Amy Ana Anastasia Anatoly Anders
    Andre Andrea Andreas Andrei Andrew Andrey Andrzej Angela Anita Ann Anna Anne Anthony Antoine Anton Antonio
    António Arif Arjun Arkady Arnold Arthur Artem Arun Asif Astrid Barbara Barry Bashar Beatrice Ben Benjamin
    Bernard Bernie Bill Bjorn Bjørn Bob Boris Brad Brenda Brian Bruce Carl Carlo Carlos Carmen Carol Caroline
    Catherine Cecilia Charles Charlie Charlotte Chris Christian Christina Christine Christopher Claire Clara Claude
    Claudia Colin Craig Cristina Cynthia Dan Daniel Daniela Daria David Deborah Dennis Derek Diana Diego Dieter
    Dmitri Dmitry Dmytro Donald Donna Dora Doris Dorothy Douglas Duncan Edgar Edith Eduardo Edward Edwin Elena
    Eleanor Elisabeth Elizabeth Ella Ellen Elon Emil Emily Emma Emmanuel Enrique Eric Erik Ernest Ernst Esther
    Eugene Eva Evelyn Evgeny Fatima Felix Fernando Filip Fiona Florence Frances Francesco Francis Francisco Francois
    François Frank Franz Fred Frederick Friedrich Gabriel Gary Gavin Gennady Geoffrey George Georgy Gerald Gerard
    Gerhard Gilbert Giorgio Giovanni Giuseppe Gloria Gordon Graham Greg Gregory Greta Guillermo Gustav Guy Hamid
    Hannah Hans Harold Harry Hassan Heather Hector Heidi Heinrich Heinz Helen Helena Helene Helmut Henri Henrik
    Henry Herbert Hermann Hillary Hisham Howard Hugh Hugo Hussein Ian Ibrahim Igor Ilya Imran Ingrid Irene Irina
    Isaac Isabel Ivan Jack Jackie Jacob Jacques Jakob James Jamal Jan Jane Janet Janice Jason Javier Jay Jean Jeff
    Jeffrey Jennifer Jens Jeremy Jerome Jerry Jessica Jesus Jim Jimmy Jo Joan Joanna Joao João Joe Joel Johan Johann
    Johanna Johannes John Johnny Jon Jonas Jonathan Jordi Jorge Jose Josef José Joseph Joshua Juan Judith Judy Julia
    Julian Julie Julio Justin Kamal Karen Karim Karin Karl Katarina Kate Katherine Kathleen Kathryn Katie Keith
    Kelly Ken Kenneth Kevin Khalid Kim Kirill Klaus Kristin Kurt Kyle Lars Laura Laurence Lauren Laurent Lawrence
    Lee Leo Leon Leonard Leonid Leslie Lev Lewis Liam Linda Lisa Liz Louis Louise Luca Lucas Lucy Luis Luigi Luke
    Lydia Lyudmila Magnus Mahmoud Maksim Malcolm Manfred Manuel Marc Marcel Marco Marcus Margaret Maria María Marie
    Marina Mario Mark Marko Markus Martha Martin Mary Mateo Matteo Matthew Matthias Maureen Maurice Max Maxim Megan
    Mehmet Melissa Mehdi Michael Michel Michelle Miguel Mikael Mike Mikhail Milan Milos Miriam Mohamed Mohammad
    Mohammed Mohammad Molly Monica Muhammad Murat Mustafa Mykola Nadia Nancy Naomi Narendra Natalia Natalie Natasha
    Nathan Neil Nelson Nicholas Nick Nicola Nicolas Nicole Nigel Nikita Nikolai Nikolay Nils Nina Noah Nora Norman
    Olaf Olav Ole Oleg Oleksandr Olena Olga Oliver Olivia Omar Oscar Osama Otto Owen Pablo Paolo Pascal Patricia
    Patrick Paul Paula Pauline Pavel Pedro Peggy Penny Per Pete Peter Petr Petra Petro Phil Philip Philippe Phillip
    Pierre Piotr Rachel Rafael Rajiv Ralph Ramon Raul Ray Raymond Rebecca Recep Reinhard Rene René Ricardo Richard
    Rick Rita Rob Robert Roberto Robin Rodrigo Roger Roland Roman Ron Ronald Rosa Rose Ross Roy Rudolf Rupert Ruslan
    Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sanjay Sara Sarah Scott Sean Sebastian Serge Sergei Sergey
    Sergio Serhiy Sharon Sheila Shirley Silvia Silvio Simon Sofia Sonia Sophie Stanislav Stefan Stella Stephan
    Stephen Steve Steven Stewart Stuart Sue Susan Suzanne Svetlana Sven Sylvia Tamara Tania Tanya Tariq Tatiana
    Tatyana Ted Teresa Terry Theodore Theresa Thomas Tim Timothy Tina Tom Tomas Tommy Tony Tracy Ulrich Ursula Vadim
    Valentina Valery Vanessa Vasily Vera Veronica Victor Victoria Viktor Vincent Virginia Vitaly Vladimir Volodymyr
    Walter Wang Warren Wayne Wendy Werner Wilhelm William Willy Wolfgang Xavier Xi Yahya Yan Yaroslav Yasser Yevgeny
    Yulia Yuri Yusuf Yves Zoe
    """
)

# Before a name: “President Park”, “Judge Lind”. Alone they name nobody.
TITLES = word_list(
    """
    Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Baron Baroness Count Countess Prince Princess King Queen
    Emperor Empress Duke Duchess Sheikh Sultan Emir Pope Cardinal Bishop Archbishop Father Sister Reverend Rev Rabbi
    Imam Ayatollah President Premier Chancellor Minister Secretary Senator Sen Representative Rep Congressman
    Congresswoman Governor Gov Mayor Ambassador Judge Justice Attorney Prosecutor Inspector Detective Sheriff
    Officer Constable Sergeant Sgt Lieutenant Lt Captain Capt Major Maj Colonel Col General Gen Brigadier Marshal
    Admiral Adm Commander Cmdr Private Corporal Chairman Chairwoman Chairperson Chief Director Councillor
    Commissioner Coach Saint Vice Deputy Prime Foreign Defence Defense Interior Finance Justice Health Former Acting
    """
)
# Small words before a name that only persons have.
ROLES = word_list(
    """
    activist actor actress adviser advisor ambassador analyst artist author banker billionaire blogger broker
    brother businessman businesswoman candidate captain chairman chairwoman chancellor coach colleague colonel
    columnist commander commentator composer consultant correspondent daughter defector dentist deputy detective
    developer diplomat director dissident doctor economist editor engineer entrepreneur executive expert father
    fisherman founder general governor historian husband inspector investigator journalist judge king lawmaker
    lawyer leader leftist lieutenant manager mayor mercenary minister mother musician nurse officer official
    oligarch owner painter partner philosopher photographer pilot player poet politician president priest prince
    princess producer professor prosecutor queen refugee reporter representative researcher scholar scientist
    secretary senator sister skipper soldier solicitor son spokesman spokesperson spokeswoman student suspect
    teacher tycoon veteran victim wife winner witness writer
    """
)
# Written large before a name: “Actress Mia Lind”. Alone, or behind a name, they say nothing.
CAPITAL_ROLES = frozenset(role.capitalize() for role in ROLES) | word_list("Democrat Republican Conservative Liberal")
# After “X’s”: what persons have.
KIN = word_list("wife husband brother sister son daughter father mother lawyer girlfriend boyfriend widow")
# What only a person does right behind the name.
PERSONAL_VERBS = word_list("who whose himself herself died resigned married born aged tweeted smiled replied")
