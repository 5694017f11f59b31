import tests.project.test_journal as t
from codebench.project.rounds import Rounds
orig=Rounds.make; n=[0,0]
def make(self, plan, drawn=None):
    n[0]+=1
    try:
        r=orig(self,plan,drawn); n[1]+=1; return r
    except Exception as e:
        print('refused', e); raise
Rounds.make=make
def test_it(tmp_path_factory):
    t.test_any_acts_then_undo_of_all_leave_every_state_table_as_it_was(tmp_path_factory)
    print(n)
